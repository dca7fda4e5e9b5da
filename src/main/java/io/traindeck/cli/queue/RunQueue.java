package io.traindeck.cli.queue;

import io.traindeck.cli.option.CliException;
import io.traindeck.run.RunException;
import io.traindeck.run.RunLock;
import io.traindeck.run.RunNames;
import io.traindeck.run.RunsDir;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs that are trained in their turn. Only their folders tell how far they are.
 *
 * @param what the word by which a user knows it, such as {@code ablation}
 * @param name the beginning of the names of its runs
 * @param runs the runs, in the order in which they have their turn
 */
public record RunQueue(String what, Path runsDir, String name, List<QueuedRun> runs) {
    public RunQueue {
        runs = List.copyOf(runs);
    }

    /** @throws RunException if a run cannot have its name */
    void requireNames() throws RunException {
        // The name is checked by itself too: if it is a path, the names of the folders lack its beginning.
        RunNames.require(name);
        for (QueuedRun run : runs) {
            RunNames.require(run.name());
        }
    }

    /**
     * Refuses a folder that cannot be made, and runs that exist already but are others.
     *
     * @throws CliException naming the first thing that differs
     */
    void requireWanted() throws CliException, RunException {
        RunsDir.make(runsDir);
        for (QueuedRun run : runs) {
            if (run.folder().hasBegun()) {
                new SameRun(what).require(run.folder(), run.wanted().get());
            }
        }
    }

    /** Returns the first run that is left to train; empty if all are done. */
    public Optional<QueuedRun> firstLeft() throws RunException {
        for (QueuedRun run : runs) {
            if (run.isLeft()) {
                return Optional.of(run);
            }
        }
        return Optional.empty();
    }

    /** Returns all runs that are left to train. */
    List<QueuedRun> left() throws RunException {
        List<QueuedRun> left = new ArrayList<>();
        for (QueuedRun run : runs) {
            if (run.isLeft()) {
                left.add(run);
            }
        }
        return left;
    }

    /** Whether any of its runs has begun to train, now or earlier. */
    boolean hasBegun() {
        return runs.stream().anyMatch(run -> run.folder().hasBegun());
    }

    /** Whether a process gives its runs their turn. */
    boolean isUnderWay() {
        return RunLock.isHeld(lock());
    }

    CliException underWay() {
        return new CliException("the " + what + " " + name
                + " is under way in another process, so none was started; look on with: traindeck watch");
    }

    /** The lock that is held by the process that gives the runs their turn. */
    Path lock() {
        return runsDir.resolve(name + ".lock");
    }

    /** The file for what that process prints if it is in the background. */
    Path log() {
        return runsDir.resolve(name + ".log");
    }
}
