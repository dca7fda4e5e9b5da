package io.traindeck.listing;

import io.traindeck.source.LoggedRun;
import io.traindeck.source.RunPlace;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * A folder in which runs are looked for: one of this machine, or a copy of what a list needs of one of another.
 *
 * @param path the folder here
 * @param host the machine on which the runs lie; empty for this one
 * @param name what a person calls the folder
 * @param trouble tells why a copy is not up to date, in one line; empty if it is, or this is none
 */
public record RunsFolder(Path path, String host, String name, Supplier<String> trouble) {
    /** A folder of this machine, which need not be there. */
    public static RunsFolder here(Path path) {
        return new RunsFolder(path, "", path.toString(), () -> "");
    }

    /** Whether its runs lie on this machine. */
    public boolean isHere() {
        return host.isEmpty();
    }

    /** The run with what tells where it really lies. */
    LoggedRun placed(LoggedRun run, RunPlace at) {
        return isHere() ? run : run.copiedFrom(new LoggedRun.Elsewhere(nameOf(at), trouble));
    }

    /** What a person types to name a run of this folder, wherever that is. */
    String nameOf(RunPlace at) {
        if (isHere()) {
            return at.path().toString();
        }
        String below = path.relativize(at.path()).toString();
        return below.isEmpty() ? name : name.endsWith("/") ? name + below : name + "/" + below;
    }
}
