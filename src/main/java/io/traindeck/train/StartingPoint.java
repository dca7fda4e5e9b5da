package io.traindeck.train;

import io.traindeck.event.Dial;
import java.util.Map;

/**
 * The point where a run goes on, or a branch begins.
 *
 * @param loop the state of the loop there
 * @param restored the dials as they were there
 * @param dials the dials that hold from there on: those that the person asked for are turned already
 */
record StartingPoint(LoopState loop, DialsInForce restored, DialsInForce dials) {
    /**
     * Restores {@code state} from the checkpoint that is asked for, and turns the dials.
     *
     * @param start the dials that the run began with
     * @throws CheckpointException if the checkpoint is refused, a dial cannot have its new value, or nothing is left to
     *     train
     */
    static StartingPoint restore(TrainingSetup setup, TrainingState state, DialsInForce start)
            throws CheckpointException {
        TrainingSetup.Resume resume = setup.resume().orElseThrow();
        LoopState loop = LoopState.START;
        DialsInForce restored = start;
        if (resume.checkpoint().isPresent()) {
            var checkpoint = CheckpointReader.restore(resume.checkpoint().get(), state, setup.fingerprint(), start);
            loop = checkpoint.loop();
            restored = checkpoint.dials();
        }
        DialsInForce dials = turned(restored, resume.changes(), loop);
        boolean impatient = dials.patienceIsOut(loop);
        if (loop.epoch() > dials.dials().length().epochs() || impatient) {
            throw CheckpointException.nothingLeft(setup.run(), impatient, loop.step());
        }
        return new StartingPoint(loop, restored, dials);
    }

    private static DialsInForce turned(DialsInForce from, Map<Dial, String> changes, LoopState loop)
            throws CheckpointException {
        DialsInForce to = from;
        try {
            for (Map.Entry<Dial, String> change : changes.entrySet()) {
                to = to.turned(change.getKey(), change.getValue(), loop);
            }
            boolean moreEpochs =
                    to.dials().length().epochs() > from.dials().length().epochs();
            if (to.patienceIsOut(loop) && moreEpochs && !changes.containsKey(Dial.PATIENCE)) {
                // A person who wants more epochs after an early stop wants the same patience once more.
                int more = loop.best().badEpochs() + to.dials().length().patience();
                to = to.turned(Dial.PATIENCE, String.valueOf(more), loop);
            }
            return to;
        } catch (IllegalArgumentException e) {
            throw new CheckpointException(e.getMessage());
        }
    }

    /** Whether any dial is turned here. */
    boolean isTurned() {
        return dials != restored;
    }
}
