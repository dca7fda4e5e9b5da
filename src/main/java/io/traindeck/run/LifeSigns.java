package io.traindeck.run;

import io.traindeck.event.Liveness;
import java.io.IOException;
import java.nio.file.Files;

/**
 * What the files of a run tell of whether anybody trains it.
 *
 * @param run its folder
 */
record LifeSigns(RunFolder run) {
    /** A trainer that lives writes every few seconds: a log that old has none. */
    private static final long RECENT_MS = 3_600_000;

    boolean isLive() {
        // In this order: the trainer may come in between.
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
                    // If there is one, a job starts the trainer, and not the process that made the run.
                    && !Files.exists(run.slurmJson())
                    && !run.hasEvents()
                    && RunJson.read(run.runJson()).makerLives();
        } catch (RunException | IOException e) {
            // Nobody has begun to make a run of it, or nobody can tell.
            return false;
        }
    }
}
