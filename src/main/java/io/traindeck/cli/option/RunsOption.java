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
                "(default: $$TRAINDECK_RUNS, the settings, or ./runs)."
            })
    private List<Path> dirs;

    /** The folders in which runs are looked for; one at least. */
    public List<Path> dirs() {
        return given().orElseGet(RunsOption::usual);
    }

    private Optional<List<Path>> given() {
        return InheritedOption.value(spec, NAME);
    }

    /** The one folder of runs, for those who make one: of several in the settings the first. */
    public Path dir() {
        given().filter(all -> all.size() > 1).ifPresent(all -> {
            throw new ParameterException(
                    spec.commandLine(), NAME + " should be given once here, not " + all.size() + " times");
        });
        return dirs().get(0);
    }

    /** Those of the environment or, without them, of the settings. */
    private static List<Path> usual() {
        List<Path> set = System.getenv("TRAINDECK_RUNS") == null ? Settings.ofUser().runs() : List.of();
        return set.isEmpty() ? List.of(RunFolder.usualDir()) : set;
    }

    /** The runs of other machines that are looked at. */
    public RemoteRuns remote() {
        return remote;
    }

    /** The words by which the user names a run: of another machine where it is there, else see {@link RunFolder#typed}. */
    public String nameOf(RunFolder run) {
        return remote.origin(run.path()).map(RemotePath::toString).orElseGet(() -> typed(run));
    }

    /** Where the settings name other folders, a name is looked for there: then only the path is sure. */
    private static String typed(RunFolder run) {
        return usual().equals(List.of(RunFolder.usualDir())) ? run.typed() : run.path().toString();
    }
}
