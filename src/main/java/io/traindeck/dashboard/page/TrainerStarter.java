package io.traindeck.dashboard.page;

import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;

/** Starts trainers, which live on when the viewer ends. */
@FunctionalInterface
public interface TrainerStarter {
    /** Starts one that takes {@code run} up again from its last checkpoint; returns at once. */
    TrainerStart resume(RunFolder run) throws RunException;
}
