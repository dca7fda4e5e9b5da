package io.traindeck.cli.option;

import io.traindeck.run.RunFolder;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option that names the folders of runs; it stands after a subcommand or before it. */
public final class RunsOption {
    private static final String NAME = "--runs";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = NAME,
            paramLabel = "DIR",
            description = {
                "The folder of runs; several where runs are looked for",
                "(default: $$TRAINDECK_RUNS, or ./runs)."
            })
    private List<Path> dirs;

    /** The folders in which runs are looked for; one at least. */
    public List<Path> dirs() {
        return InheritedOption.<List<Path>>value(spec, NAME).orElseGet(() -> List.of(RunFolder.usualDir()));
    }

    /** The one folder of runs, for those who make one. */
    public Path dir() {
        List<Path> all = dirs();
        if (all.size() > 1) {
            throw new ParameterException(
                    spec.commandLine(), NAME + " should be given once here, not " + all.size() + " times");
        }
        return all.get(0);
    }
}
