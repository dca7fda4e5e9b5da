package io.traindeck.cli.option;

import io.traindeck.remote.RemotePath;
import io.traindeck.remote.RemoteRuns;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunsDir;
import io.traindeck.text.Typed;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
                "The folder of runs; several where runs are",
                "looked for (default: $$TRAINDECK_RUNS, the",
                "settings, or ./runs)."
            })
    private List<Path> dirs;

    /** The folders for a user who names none; null before anybody has asked for them. */
    private List<Path> usual;

    /** The folders in which runs are looked for; one at least. */
    public List<Path> dirs() {
        return given().orElseGet(this::usual);
    }

    /** Says on stderr what is wrong. */
    void say(String words) {
        // A screen that is started without arguments has no command line that was read.
        PrintWriter err = spec == null
                ? new PrintWriter(System.err, true)
                : spec.commandLine().getErr();
        err.println("traindeck: " + words);
        err.flush();
    }

    private Optional<List<Path>> given() {
        return InheritedOption.value(spec, NAME);
    }

    /** Returns the one folder of runs, for commands that make a run; the first one if the settings name several. */
    public Path dir() {
        given().filter(all -> all.size() > 1).ifPresent(all -> {
            throw new ParameterException(
                    InheritedOption.owner(spec, NAME).commandLine(),
                    NAME + " should be given once here, not " + all.size() + " times");
        });
        return dirs().get(0);
    }

    /**
     * Returns the run of that name among those that come with the program, which lie beside its launcher; empty if
     * there is none, or the user has named other folders.
     */
    Optional<Path> recorded(String name) {
        return given().isPresent()
                ? Optional.empty()
                : recorded(System.getenv().getOrDefault(Typed.LAUNCHER, ""), name);
    }

    /** @param launcher the path of the launcher; empty if nobody tells it */
    static Optional<Path> recorded(String launcher, String name) {
        if (launcher.isEmpty() || name.contains("/")) {
            return Optional.empty();
        }
        Path run = Path.of(launcher).resolveSibling("runs").resolve(name);
        return Optional.of(run).filter(Files::isDirectory);
    }

    /** Returns the command that starts a first run in these folders; the viewer can start programs of others alone. */
    public String firstRun() {
        List<String> words = new ArrayList<>(List.of(Edition.hasEngine() ? "train" : "run"));
        if (!dirs().equals(usual())) {
            words.addAll(List.of("--runs", dirs().get(0).toString()));
        }
        if (!Edition.hasEngine()) {
            words.addAll(List.of("--", "PROGRAM"));
        }
        return Typed.command(words.toArray(String[]::new));
    }

    /**
     * Reads the settings once and for all. A screen goes on asking for the folders while it is open, and must not end
     * because a line of the settings has become wrong meanwhile.
     */
    public void settle() {
        usual();
    }

    private synchronized List<Path> usual() {
        if (usual == null) {
            // The environment comes before the settings: it is nearer to the command.
            List<Path> settings =
                    RunsDir.ofEnvironment().isEmpty() ? Settings.ofUser().runs() : List.of();
            usual = settings.isEmpty() ? List.of(RunsDir.usual()) : settings;
        }
        return usual;
    }

    /** The runs of other machines that are looked at. */
    public RemoteRuns remote() {
        return remote;
    }

    /**
     * Returns the words by which the user names a run: its place on another machine, or its name if that is enough,
     * else its path.
     */
    public String nameOf(RunFolder run) {
        Optional<RemotePath> origin = remote.origin(run.path());
        if (origin.isPresent()) {
            return origin.get().toString();
        }
        // A run is looked for in the first folder that has a run of its name.
        boolean enough = usual().stream()
                .map(folder -> folder.resolve(run.name()))
                .filter(Files::exists)
                .findFirst()
                .filter(found -> run.isSameAs(new RunFolder(found)))
                .isPresent();
        return enough ? run.name() : run.path().toString();
    }
}
