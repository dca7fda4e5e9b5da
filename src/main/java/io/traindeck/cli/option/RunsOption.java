package io.traindeck.cli.option;

import io.traindeck.run.RunFolder;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option that names the folder of runs; it stands after a subcommand or before it. */
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

    /** The words by which the user names a run: its name if that is enough, else its path. */
    public String nameOf(RunFolder run) {
        Path byName = usual().resolve(run.name());
        boolean enough = byName.toAbsolutePath()
                .normalize()
                .equals(run.path().toAbsolutePath().normalize());
        return enough ? run.name() : run.path().toString();
    }
}
