package io.traindeck.listing;

import io.traindeck.source.LoggedRun;
import io.traindeck.source.RunPlace;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * A folder in which runs are looked for: a folder of this machine, or a copy of what a list needs from one of another
 * machine.
 *
 * @param path the folder here
 * @param host the machine on which the runs lie; empty for this one
 * @param name what a person calls the folder
 * @param trouble tells why a copy is not up to date, in one line; empty if it is up to date, or if this is no copy
 */
public record RunsFolder(Path path, String host, String name, Supplier<String> trouble) {
    /** A folder of this machine, which need not be there. */
    public static RunsFolder here(Path path) {
        return new RunsFolder(path, "", path.toString(), () -> "");
    }

    /** Returns whether its runs lie on this machine. */
    public boolean isHere() {
        return host.isEmpty();
    }

    /** Returns the run; if this folder is a copy, with the place where the run really lies. */
    LoggedRun placed(LoggedRun run, RunPlace at) {
        return isHere() ? run : run.copiedFrom(new LoggedRun.Elsewhere(nameOf(at), trouble));
    }

    /** The name that a person types for a run of this folder, on whatever machine the folder is. */
    String nameOf(RunPlace at) {
        if (isHere()) {
            return at.path().toString();
        }
        String below = path.relativize(at.path()).toString();
        return below.isEmpty() ? name : name.endsWith("/") ? name + below : name + "/" + below;
    }
}
