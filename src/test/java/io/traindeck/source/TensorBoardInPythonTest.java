package io.traindeck.source;

import static io.traindeck.source.Points.point;
import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.Names;
import io.traindeck.event.TrainEvent;
import io.traindeck.source.tensorboard.TensorBoardWriter;
import io.traindeck.testing.Python;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Event files between us and Python: by Google's protobuf (Debian's {@code python3-protobuf}), and by TensorBoard itself
 * ({@code pip install tensorboard}). What is not installed is skipped.
 */
class TensorBoardInPythonTest {
    /** Packages to import. */
    private static final Map<String, String> PACKAGES =
            Map.of("protobuf", "google.protobuf", "tensorboard", "tensorboard.summary.writer.event_file_writer");

    private static final String SCRIPT = "src/test/resources/tensorboard/events.py";

    @TempDir
    Path dir;

    private Path printed;

    @BeforeEach
    void makeRoomForWhatIsPrinted(@TempDir Path other) {
        printed = other.resolve("printed.txt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"protobuf", "tensorboard"})
    void whatPythonWritesIsRead(String library) throws Exception {
        Python.assume(PACKAGES.get(library));
        Python.run(printed, SCRIPT, library, "write", dir.toString());
        List<TrainEvent> events = new ArrayList<>();
        try (EventSource source = new TensorBoardLog().open(dir, () -> {})) {
            source.poll(Integer.MAX_VALUE, events::add);
            assertThat(source.unreadable()).isZero();
        }
        List<Points.Point> expected = new ArrayList<>();
        for (long step : new long[] {0, 1, -3, 1L << 40}) {
            expected.add(point("loss", step, step / 4.0));
            expected.add(point("double", step, step + 0.1));
            expected.add(point("one", step, step));
        }
        assertThat(Points.of(events)).isEqualTo(expected);
        assertThat(events).extracting(TrainEvent::timeMs).containsOnly(1_700_000_000_500L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"protobuf", "tensorboard"})
    void whatWeWriteIsReadByPython(String library) throws Exception {
        Python.assume(PACKAGES.get(library));
        try (TensorBoardWriter writer = new TensorBoardWriter(dir, 1_700_000_000_000L)) {
            Names names = Names.of("train/loss", "größe");
            writer.write(1_700_000_000_500L, 0, names.with(0.5, Double.NaN));
            writer.write(1_700_000_001_000L, 1L << 40, names.with(Double.POSITIVE_INFINITY, -2));
        }
        assertThat(Python.run(printed, SCRIPT, library, "read", dir.toString()).lines())
                .containsExactlyInAnyOrder(
                        "train/loss\t0\t1700000000.5\t0.5",
                        "größe\t0\t1700000000.5\tnan",
                        "train/loss\t1099511627776\t1700000001.0\tinf",
                        "größe\t1099511627776\t1700000001.0\t-2.0");
    }
}
