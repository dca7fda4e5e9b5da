package io.traindeck.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The folder of runs. */
final class RunsOption {
    @Option(
            names = "--runs",
            paramLabel = "DIR",
            defaultValue = "${env:TRAINDECK_RUNS:-runs}",
            description = "The folder of runs (default: $$TRAINDECK_RUNS, or ./runs).")
    private Path dir;

    Path dir() {
        return dir;
    }
}
