package io.traindeck.dashboard.panel;

import io.traindeck.run.RunFolder;
import io.traindeck.state.RunState;
import java.nio.file.Files;

/** The ways in which a trainer would take a run of ours up again, and what to do if it cannot. */
public enum Resumption {
    CHECKPOINT("r goes on from its last checkpoint; trainer.log says more."),
    BEGINNING("It had no checkpoint yet: r starts it from the beginning; trainer.log says more."),
    /** The run is another program's: only that knows from where it goes on. */
    PROGRAM("r starts its program again."),
    /** The run is another program's, and has told of no checkpoint. */
    PROGRAM_ANEW("r starts its program again, from the beginning unless it finds by itself what it has saved."),
    /** The run is another program's, which has outlived its supervisor. */
    ALIVE("When it has ended, r starts it again."),
    /** The run is another program's, which has outlived its supervisor and was paused by it. */
    STANDING("When it has ended, r starts it again."),
    /** The run has diverged. Every step would be computed as before, and so would the one that failed. */
    DIVERGED("From here it would fail again: b branches with other dials."),
    /** The run has diverged before it had a checkpoint. */
    DIVERGED_AT_ONCE("It would fail again: train anew with other dials."),
    /** The run is one of ours, and this program is the viewer. */
    NO_TRAINER("This is the viewer: the full package can go on with it."),
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
            return checkpoint ? PROGRAM : PROGRAM_ANEW;
        } else if (state.isDiverged()) {
            return checkpoint ? DIVERGED : DIVERGED_AT_ONCE;
        } else if (checkpoint) {
            return CHECKPOINT;
        }
        return state.journal().hasCheckpoint() ? LOST : BEGINNING;
    }

    /** The resumption of a run that no trainer has in hand, as its log and the files in its folder tell. */
    public static Resumption of(RunState state, RunFolder folder) {
        return of(state, Files.exists(folder.runJson()), hasCheckpoint(state, folder));
    }

    /**
     * Returns whether the last checkpoint is there. Another program names its checkpoints as it likes, so its log says
     * whether there is one.
     */
    public static boolean hasCheckpoint(RunState state, RunFolder folder) {
        return state.about().isOwn()
                ? Files.exists(folder.checkpoints().resolve("last.safetensors"))
                : state.journal().hasCheckpoint();
    }

    /** Returns whether {@code r} starts a trainer. */
    public boolean isPossible() {
        return this == CHECKPOINT || this == BEGINNING || isOfProgram();
    }

    /** Returns whether {@code r} starts another's program. */
    public boolean isOfProgram() {
        return this == PROGRAM || this == PROGRAM_ANEW;
    }

    /** Returns whether {@code r} starts from the beginning, as far as is known. */
    public boolean isAnew() {
        return this == BEGINNING || this == PROGRAM_ANEW;
    }

    /** Returns whether a trainer of ours that turns dials first can take the run up again, if it is not done. */
    public boolean takesDials() {
        return this == CHECKPOINT || this == BEGINNING || this == DIVERGED;
    }

    /** The words for a person. */
    public String words() {
        return words;
    }
}
