package io.traindeck.cli.queue;

import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunJson;
import java.util.function.Supplier;

/**
 * A run that is to be trained, unless its folder says that this is done.
 *
 * @param folder its folder, which need not exist yet
 * @param wanted gives the run.json that it is made with, as of now
 */
public record QueuedRun(RunFolder folder, Supplier<RunJson> wanted) {
    String name() {
        return folder.name();
    }

    /** Whether it has yet to be trained, or trained further. */
    boolean isLeft() throws RunException {
        return !RunOutcome.of(folder).isFinal();
    }

    /** Whether our own trainer trains it, which computes with PyTorch; false for a program of others. */
    boolean needsEngine() {
        return wanted.get().program().isEmpty();
    }
}
