package io.traindeck.cli.option;

import io.traindeck.listing.RunList;
import io.traindeck.source.Formats;
import io.traindeck.source.LoggedRun;
import io.traindeck.text.IoReason;
import io.traindeck.text.Safe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the run that a user names: one in the folder of runs, or anything on the disk that holds a log. */
public final class RunOrPath {
    private RunOrPath() {}

    /**
     * The run that the user means.
     *
     * @throws CliException if there is none
     */
    public static LoggedRun find(Path runsDir, String nameOrPath) throws CliException {
        Path path = path(runsDir, nameOrPath);
        try {
            Optional<LoggedRun> found = Formats.all().find(path);
            if (found.isPresent()) {
                return found.get();
            }
            if (Files.isDirectory(path) && RunList.newest(path).isPresent()) {
                throw new CliException(
                        shown(path) + " holds runs but is none itself; see: traindeck runs --runs " + shown(path));
            }
            throw noLog(path, "");
        } catch (IOException e) {
            throw cannotRead(path, e);
        }
    }

    /** The refusal of a text that is no log. */
    public static CliException isProse(Path path) {
        return noLog(path, " (as a text, it tells no number by name at least twice)");
    }

    private static CliException noLog(Path path, String why) {
        return new CliException("no log found in " + shown(path) + why + "; looked for: "
                + Formats.all().names());
    }

    /** The refusal of a log that cannot be read. */
    public static CliException cannotRead(Path path, IOException e) {
        return new CliException("cannot read " + shown(path) + ": " + IoReason.of(e), e);
    }

    private static Path path(Path runsDir, String nameOrPath) throws CliException {
        try {
            Path named = runsDir.resolve(nameOrPath);
            if (!nameOrPath.isEmpty() && !nameOrPath.contains("/") && isThere(named)) {
                return named;
            }
            Path path = Path.of(nameOrPath);
            // A name with a slash can only be a path; if it cannot be opened, the reason for that says more.
            if (nameOrPath.contains("/") || (!nameOrPath.isEmpty() && isThere(path))) {
                return path;
            }
        } catch (InvalidPathException e) {
            throw new CliException("\"" + Safe.forLine(nameOrPath) + "\" is neither a run nor a path", e);
        }
        throw new CliException("no run \"" + Safe.forLine(nameOrPath) + "\" in " + runsDir
                + ", and no file or folder of that name; see: traindeck runs");
    }

    /**
     * Whether there is something at {@code path}. A link that leads nowhere counts: what is wrong with it is said when
     * it is opened.
     */
    private static boolean isThere(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static String shown(Path path) {
        return Safe.forLine(path.toString());
    }
}
