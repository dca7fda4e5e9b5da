package io.traindeck.cli.option;

import io.traindeck.run.RunFolder;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The folder of runs, given to a subcommand or before it. */
public final class RunsOption {
    private static final String NAME = "--runs";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = NAME,
            paramLabel = "DIR",
            description = {"The folder of runs", "(default: $$TRAINDECK_RUNS, or ./runs)."})
    private Path dir;

    public Path dir() {
        return InheritedOption.<Path>value(spec, NAME).orElseGet(RunsOption::usual);
    }

    private static Path usual() {
        return Path.of(System.getenv().getOrDefault("TRAINDECK_RUNS", "runs"));
    }

    /** What the user types to name a run: its name where that is enough, else its path. */
    public String nameOf(RunFolder run) {
        Path byName = usual().resolve(run.name());
        boolean enough = byName.toAbsolutePath()
                .normalize()
                .equals(run.path().toAbsolutePath().normalize());
        return enough ? run.name() : run.path().toString();
    }
}
