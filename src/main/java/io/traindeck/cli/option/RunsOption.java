package io.traindeck.cli.option;

import io.traindeck.remote.RemotePath;
import io.traindeck.remote.RemoteRuns;
import io.traindeck.run.RunFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option that names the folders of runs; it stands after a subcommand or before it. */
public final class RunsOption {
    private static final String NAME = "--runs";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    private final RemoteRuns remote = new RemoteRuns(System.getenv());

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
        return InheritedOption.<List<Path>>value(spec, NAME).orElseGet(() -> List.of(usual()));
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

    private static Path usual() {
        return Path.of(System.getenv().getOrDefault("TRAINDECK_RUNS", "runs"));
    }

    /** The runs of other machines that are looked at. */
    public RemoteRuns remote() {
        return remote;
    }

    /** The words by which the user names a run: its name if that is enough, else its path. */
    public String nameOf(RunFolder run) {
        Optional<RemotePath> origin = remote.origin(run.path());
        if (origin.isPresent()) {
            return origin.get().toString();
        }
        Path byName = usual().resolve(run.name());
        boolean enough = byName.toAbsolutePath()
                .normalize()
                .equals(run.path().toAbsolutePath().normalize());
        return enough ? run.name() : run.path().toString();
    }
}
