package io.traindeck.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.TrainEvent.Gpu;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GpuFiguresTest {
    private static final Gpu FIRST = new Gpu("NVIDIA H100 80GB HBM3", 97, 70123, 81559, 64, 652.13);
    private static final Gpu SECOND = new Gpu("NVIDIA H100 80GB HBM3", 3, 512, 81559, 31, 71.8);

    /** A time at which the sum with any age overflows, as {@link System#nanoTime()} may. */
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE);

    private final GpuFigures figures = new GpuFigures(new VisibleGpus(null), now::get);

    @Test
    void readsEachCardInTheOrderOfItsIndex() {
        assertThat(figures.accept(RecordedNvidiaSmi.SECOND)).isTrue();
        assertThat(figures.accept(RecordedNvidiaSmi.FIRST)).isTrue();

        assertThat(figures.fresh()).containsExactly(FIRST, SECOND);
    }

    @Test
    void showsTheNewestFigures() {
        figures.accept("0, GPU-1, 1, 2, 3, 4, 5.00, Tesla T4");
        figures.accept("0, GPU-1, 10, 20, 30, 40, 50.00, Tesla T4");

        assertThat(figures.fresh()).containsExactly(new Gpu("Tesla T4", 10, 20, 30, 40, 50));
    }

    @Test
    void aFigureThatTheCardDoesNotHaveIsNotANumber() {
        assertThat(figures.accept("0, GPU-1, [N/A], 1024, [Not Supported], N/A, [Unknown Error], GeForce GT 710"))
                .isTrue();

        assertThat(figures.fresh())
                .containsExactly(new Gpu("GeForce GT 710", Double.NaN, 1024, Double.NaN, Double.NaN, Double.NaN));
    }

    @Test
    void aNameMayHoldAComma() {
        figures.accept("0, GPU-1, 1, 2, 3, 4, 5, Card, with a comma");

        assertThat(figures.fresh()).extracting(Gpu::name).containsExactly("Card, with a comma");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",,,,,,,",
                "No devices were found",
                "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.",
                "index, uuid, utilization.gpu [%], memory.used [MiB], memory.total [MiB], temperature.gpu, power.draw [W], name",
                "0, GPU-1, 1, 2, 3, 4, 5",
                "0, GPU-1, 1, 2, 3, 4, 5, ",
                "0, GPU-1, 1 %, 2 MiB, 3 MiB, 4, 5 W, units",
                "0, GPU-1, NaN, 2, 3, 4, 5, word",
                "0, GPU-1, 0x1p3, 2, 3, 4, 5, hexadecimal",
                "0, GPU-1, 99999999999, 2, 3, 4, 5, too large",
                "-1, GPU-1, 1, 2, 3, 4, 5, no index",
                "99999999999, GPU-1, 1, 2, 3, 4, 5, no index",
            })
    void garbageChangesNothing(String garbage) {
        figures.accept(RecordedNvidiaSmi.FIRST);

        assertThat(figures.accept(garbage)).isFalse();
        assertThat(figures.fresh()).containsExactly(FIRST);
    }

    @Test
    void figuresThatAreOldAreNotShown() {
        figures.accept(RecordedNvidiaSmi.FIRST);
        now.addAndGet(GpuFigures.PERIOD.toNanos());
        figures.accept(RecordedNvidiaSmi.SECOND);

        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(figures.fresh()).as("one is a second late").containsExactly(FIRST, SECOND);

        now.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThat(figures.fresh()).as("one has fallen silent").containsExactly(SECOND);

        now.addAndGet(GpuFigures.PERIOD.toNanos());
        assertThat(figures.fresh()).as("both have").isEmpty();

        figures.accept(RecordedNvidiaSmi.FIRST);
        assertThat(figures.fresh()).as("one answers again").containsExactly(FIRST);
    }

    @Test
    void hiddenCardsAreWellFormedAndNotShown() {
        GpuFigures second = new GpuFigures(new VisibleGpus("1"), now::get);

        assertThat(second.accept(RecordedNvidiaSmi.FIRST)).isTrue();
        assertThat(second.accept(RecordedNvidiaSmi.SECOND)).isTrue();
        assertThat(second.fresh()).containsExactly(SECOND);
    }

    @Test
    void nothingIsKnownAfterTheEnd() {
        figures.accept(RecordedNvidiaSmi.FIRST);
        figures.clear();

        assertThat(figures.fresh()).isEmpty();
    }
}
