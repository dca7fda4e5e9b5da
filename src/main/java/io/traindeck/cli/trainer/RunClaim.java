package io.traindeck.cli.trainer;

import io.traindeck.cli.option.CliException;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunJson;
import io.traindeck.run.RunLock;
import io.traindeck.text.Typed;
import java.nio.file.Files;

/** Makes sure, before this process writes into a run folder, that no other trainer does, and that it can. */
final class RunClaim {
    private final RunFolder folder;

    RunClaim(RunFolder folder) {
        this.folder = folder;
    }

    /**
     * Takes the lock of the run.
     *
     * @param json names the trainer that may hold the lock
     * @throws CliException if a trainer holds it
     */
    RunLock lock(RunJson json) throws CliException, RunException {
        return RunLock.acquire(folder.lock())
                .orElseThrow(() -> new CliException(
                        "run " + folder.name() + " has a trainer already (process "
                                + json.trainer().pid() + " on "
                                + json.trainer().host() + "); watch it with: "
                                + Typed.command("watch", folder.typed()),
                        TrainerProcess.HAS_TRAINER));
    }

    /** @throws CliException if nothing can be written into the folder */
    void requireWritable() throws CliException {
        if (!Files.isWritable(folder.path())) {
            throw new CliException(
                    "the run folder " + folder.path() + " may not be written; see who owns it, and its mode");
        }
    }

    /** Returns the refusal to start a run anew: another trainer was faster, and has ended already. */
    CliException begunAlready() {
        return new CliException("run " + folder.name() + " has begun already; go on with it: "
                + Typed.command("resume", folder.typed()));
    }
}
