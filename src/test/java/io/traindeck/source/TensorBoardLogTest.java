package io.traindeck.source;

import static io.traindeck.source.Points.point;
import static io.traindeck.source.tensorboard.EventBytes.T0;
import static io.traindeck.source.tensorboard.EventBytes.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.source.tensorboard.EventBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One event file, with whatever stands in such files. */
class TensorBoardLogTest {
    private static final long T0_MS = (long) T0 * 1000;

    @TempDir
    Path dir;

    private Path file;

    @BeforeEach
    void name() {
        file = dir.resolve("events.out.tfevents.1700000000.host.1.0");
    }

    private List<Measured> read(EventBytes log) throws IOException {
        Files.write(file, log.toBytes());
        return LogReading.of(new TensorBoardLog(), file).events();
    }

    private List<Points.Point> points(EventBytes log) throws IOException {
        return Points.of(read(log));
    }

    @Test
    void aFileThatHasOnlyBegunHoldsNothingYet() throws IOException {
        assertThat(read(new EventBytes())).isEmpty();
        assertThat(read(EventBytes.started())).isEmpty();
    }

    @Test
    void whatIsLoggedOfOneStepComesTogether() throws IOException {
        List<Measured> events = read(EventBytes.started()
                .scalar("loss", 1, 2.5f)
                .scalar("lr", 1, 0.5f)
                .scalar("loss", 2, 1.5f)
                .scalar("lr", 2, 0.25f));
        assertThat(events).hasSize(2);
        Measured first = events.get(0);
        assertThat(first.values().toString()).isEqualTo("{loss=2.5, lr=0.5}");
        assertThat(first.step()).isEqualTo(1);
        assertThat(first.kind()).isEqualTo(Measured.Kind.STEP);
        assertThat(first.timeMs()).isEqualTo(T0_MS + 1000);
        assertThat(first.epoch()).isNaN();
        assertThat(first.best()).isNull();
        assertThat(events.get(1).values().names())
                .as("one instance for all steps")
                .isSameAs(first.values().names());
    }

    @Test
    void picturesBetweenTheNumbersOfAStepDoNotPartThem() throws IOException {
        assertThat(read(EventBytes.started()
                        .scalar("a", 1, 1)
                        .image("sample", 1, 100_000)
                        .histogram("weights", 1)
                        .scalar("b", 1, 2)))
                .singleElement()
                .satisfies(step -> assertThat(step.values().toString()).isEqualTo("{a=1.0, b=2.0}"));
    }

    @Test
    void aSecondNumberOfOneSeriesAndStepIsHandedOnToo() throws IOException {
        assertThat(points(EventBytes.started()
                        .scalar("foo", 5, 1)
                        .scalar("foo", 5, 2)
                        .scalar("foo", 4, 3)))
                .as("readers decide which one holds")
                .containsExactly(point("foo", 5, 1), point("foo", 5, 2), point("foo", 4, 3));
    }

    @Test
    void seriesCountedInEpochsAndInUpdatesStandSideBySide() throws IOException {
        assertThat(points(EventBytes.started()
                        .scalar("epoch_loss", 0, 3)
                        .scalar("loss_vs_iterations", 1500, 4)
                        .scalar("epoch_loss", 1, 2)
                        .scalar("loss_vs_iterations", 3000, 1)))
                .containsExactly(
                        point("epoch_loss", 0, 3),
                        point("loss_vs_iterations", 1500, 4),
                        point("epoch_loss", 1, 2),
                        point("loss_vs_iterations", 3000, 1));
    }

    @Test
    void numbersOfOneStepThatWereWrittenMinutesApartKeepTheirTimes() throws IOException {
        assertThat(read(EventBytes.started().scalar("loss", 1, T0, 1).scalar("val_loss", 1, T0 + 60, 2)))
                .extracting(Measured::timeMs)
                .containsExactly(T0_MS, T0_MS + 60_000);
    }

    @Test
    void secondsSinceTheStartAreNoDate() throws IOException {
        assertThat(read(EventBytes.started().scalar("loss", 1, 142.5, 1).scalar("loss", 2, Double.NaN, 1)))
                .extracting(Measured::timeMs)
                .containsExactly(0L, 0L);
    }

    @Test
    void numbersThatAreNotFiniteAreKept() throws IOException {
        assertThat(points(EventBytes.started()
                        .scalar("fid", 1, Float.POSITIVE_INFINITY)
                        .scalar("fid", 2, Float.NEGATIVE_INFINITY)
                        .scalar("fid", 3, Float.NaN)))
                .containsExactly(
                        point("fid", 1, Double.POSITIVE_INFINITY),
                        point("fid", 2, Double.NEGATIVE_INFINITY),
                        point("fid", 3, Double.NaN));
    }

    @Test
    void stepsMayBeNegativeAndLarge() throws IOException {
        EventBytes log = EventBytes.started();
        long[] steps = {Long.MIN_VALUE, -3, 0, 1L << 31, 1L << 40, Long.MAX_VALUE};
        for (long step : steps) {
            log.scalar("loss", step, T0, 1);
        }
        assertThat(read(log))
                .extracting(Measured::step)
                .containsExactlyElementsOf(LongStream.of(steps).boxed().toList());
    }

    @Test
    void tagsKeepAllButTheirBlanks() throws IOException {
        assertThat(points(EventBytes.started()
                        .scalar("metrics/mAP_0.5:0.95", 1, 1)
                        .scalar("my loss (avg)", 1, 2)
                        .scalar("Verlust/größe", 1, 3)))
                .containsExactly(
                        point("metrics/mAP_0.5:0.95", 1, 1),
                        point("my_loss_(avg)", 1, 2),
                        point("Verlust/größe", 1, 3));
    }

    @Test
    void tagsThatDifferInBlanksAloneAreOneSeries() throws IOException {
        assertThat(points(EventBytes.started().scalar("a b", 1, 1).scalar("a_b", 1, 2)))
                .containsExactly(point("a_b", 1, 1), point("a_b", 1, 2));
    }

    @Test
    void thousandsOfTagsAreAllRead() throws IOException {
        EventBytes log = EventBytes.started();
        List<Points.Point> written = new ArrayList<>();
        for (int step = 1; step <= 2; step++) {
            for (int tag = 0; tag < 30_000; tag++) {
                log.scalar("a rather long name of a layer/" + tag, step, tag);
                written.add(point("a_rather_long_name_of_a_layer/" + tag, step, tag));
            }
        }
        assertThat(points(log)).isEqualTo(written);
    }

    @Test
    void readsNoMoreRecordsThanItIsAskedFor() throws IOException {
        EventBytes log = EventBytes.started();
        for (int step = 1; step <= 10; step++) {
            log.scalar("a", step, 1).scalar("b", step, 2);
        }
        Files.write(file, log.toBytes());
        List<TrainEvent> events = new ArrayList<>();
        try (EventSource source = new TensorBoardLog().open(file, () -> {})) {
            int polls = 0;
            double share = 0;
            while (source.poll(4, events::add) == 4) {
                assertThat(source.share()).isBetween(share, 1.0);
                share = source.share();
                polls++;
            }
            assertThat(polls).isEqualTo(5);
            assertThat(source.poll(4, events::add)).isZero();
        }
        assertThat(events).as("steps are not parted where a poll ends").hasSize(10);
    }

    @Test
    void isKnownByItsNameOrItsFirstRecord() throws IOException {
        byte[] log = EventBytes.started().toBytes();
        assertThat(knows("events.out.tfevents.1.host", log)).isTrue();
        assertThat(knows("mylog", log)).isTrue();
        assertThat(knows("01-run.tfevents", new byte[0])).isTrue();
        assertThat(knows("01-run.tfevents", new byte[100])).isTrue();
        assertThat(knows("tfevents.csv", "step,loss\n1,2\n".getBytes())).isFalse();
        assertThat(knows("mylog", new byte[0])).isFalse();
        assertThat(knows("mylog", new byte[100])).isFalse();
        assertThat(knows(
                        "train.tfrecord",
                        new EventBytes().record(bytes(1, "an Example")).toBytes()))
                .isFalse();
    }

    private boolean knows(String name, byte[] content) throws IOException {
        Path path = Files.write(dir.resolve(name), content);
        return new TensorBoardLog().knows(Glance.at(path));
    }
}
