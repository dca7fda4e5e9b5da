package io.traindeck.dashboard.panel;

import io.traindeck.state.RunState;

/** What a trainer that took a run of ours up again would do, and what to do where none can. */
public enum Resumption {
    CHECKPOINT("r goes on from its last checkpoint; trainer.log says more."),
    BEGINNING("It had no checkpoint yet: r starts it from the beginning; trainer.log says more."),
    /** Another's program: it alone knows from where it goes on. */
    PROGRAM("r starts its program again."),
    /** Another's program that has outlived its supervisor. */
    ALIVE("When it has ended, r starts it again."),
    /** Every step is computed as before: so is the one that failed. */
    DIVERGED("From here it would fail again: train anew with other dials."),
    LOST("It cannot go on: its last checkpoint is missing."),
    NO_RECIPE("It cannot go on: its run.json is missing, which says how it was started.");

    private final String words;

    Resumption(String words) {
        this.words = words;
    }

    /** The resumption of a run whose folder holds all that its log speaks of. */
    public static Resumption of(RunState state) {
        return of(state, true, state.journal().hasCheckpoint());
    }

    /**
     * The resumption of a run whose folder may lack what is needed for it.
     *
     * @param recipe whether its run.json is there
     * @param checkpoint whether its last checkpoint is there
     */
    public static Resumption of(RunState state, boolean recipe, boolean checkpoint) {
        if (!recipe) {
            return NO_RECIPE;
        } else if (state.isDescribed() && !state.about().isOwn()) {
            return PROGRAM;
        } else if (state.isDiverged()) {
            return DIVERGED;
        } else if (checkpoint) {
            return CHECKPOINT;
        }
        return state.journal().hasCheckpoint() ? LOST : BEGINNING;
    }

    /** Whether {@code r} starts a trainer. */
    public boolean isPossible() {
        return this == CHECKPOINT || this == BEGINNING || this == PROGRAM;
    }

    /** What to tell a person. */
    public String words() {
        return words;
    }
}
