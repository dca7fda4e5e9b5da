package io.traindeck.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmarks of the screen, made small: they must see on the real screen all that they wait for. */
class ScreenBenchTest {
    private static final ScreenBench.Size SMALL = new ScreenBench.Size(1, 1, 3, 1, 4000, 2);

    @TempDir
    Path folder;

    @BeforeEach
    void needsATerminal() {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "skipped: script(1) is not installed");
    }

    @Test
    void measuresALiveRunAndAReplay() throws Exception {
        Map<String, Double> figures = new ScreenBench(folder, SyntheticRun.OWN_SERIES, SMALL).run();

        assertThat(figures)
                .containsOnlyKeys(
                        "first_frame_ms",
                        "first_frame_cpu_ms",
                        "frames_per_s",
                        "frame_bytes",
                        "frame_writes",
                        "cpu_percent",
                        "key_ms",
                        "rss_mb",
                        "replay_open_ms",
                        "replay_open_cpu_ms",
                        "replay_seek_ms",
                        "replay_seek_max_ms",
                        "replay_rss_mb")
                .allSatisfy((name, value) -> assertThat(value).as(name).isPositive());
    }

    @Test
    void opensALogOfEachKind() throws Exception {
        Map<String, Double> figures = new LogsBench(folder, 1, 500).run();

        assertThat(figures)
                .hasSize(3 * SampleLog.values().length)
                .allSatisfy((name, value) -> assertThat(value).as(name).isPositive());
        assertThat(folder).isEmptyDirectory();
    }
}
