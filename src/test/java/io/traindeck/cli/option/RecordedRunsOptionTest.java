package io.traindeck.cli.option;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The runs that come with the program are found from every folder, and by their names alone. */
class RecordedRunsOptionTest {
    private static final String LAUNCHER = Path.of("traindeck").toAbsolutePath().toString();

    @Test
    void aRecordedRunLiesBesideTheLauncher() {
        assertThat(RunsOption.recorded(LAUNCHER, "upgraded"))
                .contains(Path.of("runs/upgraded").toAbsolutePath());
    }

    @Test
    void nothingElseIsOne() {
        assertThat(RunsOption.recorded(LAUNCHER, "no-such-run")).isEmpty();
        assertThat(RunsOption.recorded(LAUNCHER, "../runs/upgraded")).isEmpty();
        assertThat(RunsOption.recorded("", "upgraded")).as("started without the launcher").isEmpty();
    }
}
