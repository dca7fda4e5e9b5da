package io.traindeck.source.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traindeck.event.Names;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.Values;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorBoardWriterTest {
    private static final long T0 = 1_700_000_000_123L;

    private static final Names LOSSES = Names.of("loss", "validation/größe: 0.5");

    @TempDir
    Path dir;

    private static Measured step(long timeMs, long step, Values values) {
        return new Measured(timeMs, Measured.Kind.STEP, step, Double.NaN, null, values);
    }

    private Path write(List<Measured> steps) throws IOException {
        try (TensorBoardWriter writer = new TensorBoardWriter(dir, T0)) {
            for (Measured step : steps) {
                writer.write(step.timeMs(), step.step(), step.values());
            }
            return writer.file();
        }
    }

    private static List<Measured> read(Path file) throws IOException {
        List<Measured> steps = new ArrayList<>();
        try (EventFolder folder = new EventFolder(Measured.Kind.STEP, tag -> tag, 1 << 20)) {
            folder.look(file, Files.readAttributes(file, BasicFileAttributes.class));
            while (folder.more()) {
                folder.read(Integer.MAX_VALUE);
                for (; folder.peek() != null; steps.add(folder.take())) {}
            }
            assertThat(folder.unreadable()).isZero();
            assertThat(folder.place()).isEqualTo(Files.size(file));
        }
        return steps;
    }

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        List<Measured> steps = List.of(
                step(T0, 0, LOSSES.with(0.5, Double.NaN)),
                step(T0 + 1, -7, LOSSES.with(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY)),
                step(0, 1L << 40, LOSSES.with(-0.0, 1e-40f)),
                step(T0 + 3, Long.MAX_VALUE, Names.of("t".repeat(3000)).with(Float.MAX_VALUE)),
                step(T0 + 4, Long.MIN_VALUE, LOSSES.with(1, 2)));
        assertThat(read(write(steps))).isEqualTo(steps);
    }

    @Test
    void numbersBecomeFloats() throws IOException {
        Names names = Names.of("a", "b");
        assertThat(read(write(List.of(step(T0, 1, names.with(0.1, 1e300))))))
                .containsExactly(step(T0, 1, names.with(0.1f, Double.POSITIVE_INFINITY)));
    }

    @Test
    void aStepOfHundredsOfNumbersIsOneEvent() throws IOException {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            names.add("layer" + i + "/norm");
        }
        List<Measured> steps = List.of(step(T0, 1, Names.of(names).with(new double[1000])));
        assertThat(read(write(steps))).isEqualTo(steps);
    }

    @Test
    void theFileBearsTheNameAndBeginsWithTheVersionThatTensorBoardExpects() throws IOException {
        Path file = write(List.of());
        assertThat(file.getFileName()).hasToString("events.out.tfevents.1700000000.traindeck");
        byte[] version = EventBytes.join(EventBytes.wallTime(T0 / 1000.0), EventBytes.bytes(3, "brain.Event:2"));
        assertThat(Files.readAllBytes(file))
                .isEqualTo(new EventBytes().record(version).toBytes());
    }

    @Test
    void aRunWithoutTimesHasANameToo() throws IOException {
        try (TensorBoardWriter writer = new TensorBoardWriter(dir, 0)) {
            assertThat(writer.file().getFileName()).hasToString("events.out.tfevents.0000000000.traindeck");
        }
    }

    @Test
    void nothingIsWrittenOver() throws IOException {
        write(List.of());
        assertThatThrownBy(() -> write(List.of())).isInstanceOf(FileAlreadyExistsException.class);
    }
}
