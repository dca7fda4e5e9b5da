package io.traindeck.run;

import io.traindeck.event.Liveness;
import java.io.IOException;
import java.nio.file.Files;

/**
 * Tells from the files of a run whether anybody trains it.
 *
 * @param run its folder
 */
record LifeSigns(RunFolder run) {
    /** A living trainer writes every few seconds: a log that is this old has no living trainer. */
    private static final long RECENT_MS = 3_600_000;

    boolean isLive() {
        // The order matters: the trainer may take the lock between the two checks.
        return isBeingStarted() || RunLock.isHeld(run.lock());
    }

    Liveness liveness() {
        if (isBeingStarted()) {
            return Liveness.TRAINER;
        }
        RunLock.Sign sign = RunLock.look(run.lock());
        if (sign == RunLock.Sign.HELD) {
            return Liveness.TRAINER;
        }
        try {
            long lastMs = Files.getLastModifiedTime(run.events()).toMillis();
            // The file run.json of an old log is not read, so that a long list of runs costs no more than a look at
            // each.
            boolean recent = Math.abs(System.currentTimeMillis() - lastMs) < RECENT_MS;
            boolean unsure = sign == RunLock.Sign.UNKNOWN;
            return recent && (unsure || RunJson.read(run.runJson()).isOfAnotherHost())
                    ? new Liveness.Elsewhere(lastMs)
                    : Liveness.NO_TRAINER;
        } catch (IOException | RunException e) {
            return Liveness.NO_TRAINER;
        }
    }

    boolean isOfThisHost() {
        try {
            return RunJson.read(run.runJson()).isOfThisHost();
        } catch (RunException e) {
            return false; // The file may just be written.
        }
    }

    private boolean isBeingStarted() {
        try {
            return !Files.exists(run.lock())
                    // If there is such a file, a job starts the trainer, and not the process that made the run.
                    && !Files.exists(run.slurmJson())
                    && !run.hasEvents()
                    && RunJson.read(run.runJson()).makerLives();
        } catch (RunException | IOException e) {
            // Nobody has begun to make a run of it, or nobody can tell.
            return false;
        }
    }
}
