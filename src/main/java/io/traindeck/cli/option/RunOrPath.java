package io.traindeck.cli.option;

import io.traindeck.listing.NewestRun;
import io.traindeck.remote.RemotePath;
import io.traindeck.remote.RemoteRuns;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunsDir;
import io.traindeck.source.Formats;
import io.traindeck.source.LoggedRun;
import io.traindeck.text.IoReason;
import io.traindeck.text.Safe;
import io.traindeck.text.Typed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the run that a user names: one in the folder of runs, or anything on the disk that holds a log. */
public final class RunOrPath {
    private RunOrPath() {}

    /**
     * Finds the run that the user means. The runs that come with the program are looked for last.
     *
     * @param runs says where runs are looked for by their names
     * @param nameOrPath a name or a path; also {@code HOST:PATH} of another machine, which is copied
     * @throws CliException if there is none
     */
    public static LoggedRun find(RunsOption runs, String nameOrPath) throws CliException {
        Optional<RemotePath> remote = RemotePath.of(nameOrPath);
        Path path = remote.isPresent() ? copy(runs, remote.get(), false) : path(runs, nameOrPath);
        return at(path, remote).map(found -> withOrigin(runs, found)).orElseThrow(() -> noLog(shown(path, remote), ""));
    }

    /**
     * Finds the run that the user means, or the place at which the user expects one: a folder without a log, or an
     * empty file.
     *
     * @param runs says where runs are looked for by their names
     * @param nameOrPath a name or a path; also {@code HOST:PATH} of another machine, which is copied as it grows
     * @throws CliException if there is neither
     */
    public static LoggedRun findOrExpect(RunsOption runs, String nameOrPath) throws CliException {
        Optional<RemotePath> remote = RemotePath.of(nameOrPath);
        Path path = remote.isPresent() ? copy(runs, remote.get(), true) : path(runs, nameOrPath);
        Optional<LoggedRun> found = at(path, remote);
        if (found.isEmpty() && !Files.isDirectory(path)) {
            throw noLog(shown(path, remote), "");
        }
        return withOrigin(runs, found.orElseGet(() -> LoggedRun.expected(path)));
    }

    /**
     * Finds the run folder to which a command is sent: one in the folder of runs, at a path, or on another machine.
     *
     * @throws CliException if it is on a machine that cannot be reached, or is no run there
     * @throws RunException if there is none here
     */
    public static RunFolder folder(RunsOption runs, String nameOrPath) throws CliException, RunException {
        Optional<RemotePath> remote = RemotePath.of(nameOrPath);
        if (remote.isEmpty()) {
            return RunFolder.open(runs.dirs(), nameOrPath);
        }
        RunFolder there = new RunFolder(copy(runs, remote.get(), true));
        if (!there.isRun()) {
            throw new CliException(remote.get() + " is not a run: it holds neither run.json nor events.jsonl; see: "
                    + Safe.forLine(listing(remote.get())));
        }
        return there;
    }

    /** Returns the command that lists the runs at a place on another machine. */
    private static String listing(RemotePath place) {
        return Typed.command("runs", place.toString());
    }

    private static Path copy(RunsOption runs, RemotePath path, boolean follows) throws CliException {
        try {
            Path here = runs.remote().copy(path, follows);
            String leftOut = runs.remote().leftOut(here);
            if (!leftOut.isEmpty()) {
                runs.say(path + ": only " + leftOut + " are read");
            }
            return here;
        } catch (RunException e) {
            throw new CliException(e.getMessage(), e);
        }
    }

    private static LoggedRun withOrigin(RunsOption runs, LoggedRun run) {
        RemoteRuns remote = runs.remote();
        Path here = run.named();
        return remote.origin(here)
                .map(there -> run.copiedFrom(new LoggedRun.Elsewhere(
                        there.toString(), () -> remote.trouble(here), id -> remote.refusal(here, id))))
                .orElse(run);
    }

    /** @param remote the place that {@code path} is a copy of */
    private static Optional<LoggedRun> at(Path path, Optional<RemotePath> remote) throws CliException {
        try {
            Optional<LoggedRun> found = Formats.all().find(path);
            if (found.isEmpty()
                    && Files.isDirectory(path)
                    && NewestRun.ours(List.of(path)).isPresent()) {
                throw new CliException(shown(path, remote) + " holds runs but is none itself; see: "
                        + Safe.forLine(remote.map(RunOrPath::listing)
                                .orElseGet(() -> Typed.command("runs", "--runs", path.toString()))));
            }
            return found;
        } catch (IOException e) {
            throw cannotRead(shown(path, remote), e);
        }
    }

    /** Returns the refusal of a text that is no log. */
    public static CliException isProse(LoggedRun run) {
        return noLog(run.shown(), " (as a text, it tells no number by name at least twice)");
    }

    private static CliException noLog(String place, String why) {
        return new CliException("no log found in " + place + why + "; looked for: "
                + Formats.all().names());
    }

    /** Returns the refusal of a log that cannot be read. */
    public static CliException cannotRead(LoggedRun run, IOException e) {
        return cannotRead(run.shown(), e);
    }

    private static CliException cannotRead(String place, IOException e) {
        return new CliException("cannot read " + place + ": " + IoReason.of(e), e);
    }

    private static Path path(RunsOption runs, String nameOrPath) throws CliException {
        List<Path> folders = runs.dirs();
        if (nameOrPath.isEmpty()) {
            throw noRun(folders, nameOrPath);
        }
        try {
            Path path = Path.of(nameOrPath);
            // A run of that name comes before a file beside it, but a name with a slash is a path first of all.
            boolean isPath = nameOrPath.contains("/");
            if (isPath && isThere(path)) {
                return path;
            }
            for (Path folder : folders) {
                if (isThere(folder.resolve(nameOrPath))) {
                    return folder.resolve(nameOrPath);
                }
            }
            // If a path cannot be opened, the reason for that says more than that there is no run of that name.
            if (isPath || isThere(path)) {
                return path;
            }
            Optional<Path> recorded = runs.recorded(nameOrPath);
            if (recorded.isPresent()) {
                return recorded.get();
            }
        } catch (InvalidPathException e) {
            throw new CliException("\"" + Safe.forLine(nameOrPath) + "\" is neither a run nor a path", e);
        }
        throw noRun(folders, nameOrPath);
    }

    private static CliException noRun(List<Path> folders, String name) {
        return new CliException("no run \"" + Safe.forLine(name) + "\" in " + in(folders)
                + ", and no file or folder of that name; see: "
                + listing(folders));
    }

    private static String listing(List<Path> folders) {
        List<String> words = new ArrayList<>(List.of("runs"));
        if (!folders.equals(List.of(RunsDir.usual()))) {
            folders.forEach(folder -> words.addAll(List.of("--runs", folder.toString())));
        }
        return Safe.forLine(Typed.command(words.toArray(String[]::new)));
    }

    /** Returns folders of runs as a sentence names them. */
    public static String in(List<Path> folders) {
        return folders.stream().map(RunOrPath::shown).collect(Collectors.joining(", "));
    }

    /**
     * Whether there is something at {@code path}. A link that leads nowhere counts: what is wrong with it is said when
     * it is opened.
     */
    private static boolean isThere(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** Returns a place as messages name it: the one on the other machine if the files here are copies of it. */
    private static String shown(Path path, Optional<RemotePath> remote) {
        return remote.map(RemotePath::toString).orElseGet(() -> shown(path));
    }

    private static String shown(Path path) {
        return Safe.forLine(path.toString());
    }
}
