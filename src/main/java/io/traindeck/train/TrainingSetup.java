package io.traindeck.train;

import io.traindeck.data.BatchOrder;
import io.traindeck.data.DataSet;
import io.traindeck.data.ImageChanges;
import io.traindeck.event.Dial;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The run that a {@link Trainer} is to train.
 *
 * @param run the run's name
 * @param recipe the recipe its dials started from
 * @param saving the checkpoints that are saved of it
 * @param resume present if the run goes on rather than starts
 */
public record TrainingSetup(
        String run, String recipe, Dials dials, DataSet data, Saving saving, Optional<Resume> resume) {

    /**
     * The checkpoints that are saved of a run, and their folder.
     *
     * @param checkpoints the folder of checkpoints
     * @param every steps between checkpoints within an epoch; 0 for none
     * @param keep how many checkpoints of those within and after epochs are kept besides the last, newest first; 0 for
     *     none
     */
    public record Saving(Path checkpoints, int every, int keep) {
        /** @throws IllegalArgumentException in one line for the user */
        public Saving {
            Dial.CHECKPOINT_EVERY.require(every);
            if (keep < 0) {
                throw new IllegalArgumentException("--keep must be 0 (none) or more, not " + keep);
            }
        }
    }

    /**
     * The point where a run goes on, or a branch begins.
     *
     * @param checkpoint empty if the run died before its first checkpoint: then it goes on from step 0
     * @param changes the dials that are turned first, and their values as they were typed
     * @param parent the name of the run that the checkpoint is from, if this is the beginning of a branch; null if a run
     *     goes on
     * @param recorded the turns that the run's log tells: those after the checkpoint are made again at their steps, but
     *     for the dials of {@code changes}
     */
    public record Resume(
            Optional<Path> checkpoint, Map<Dial, String> changes, String parent, List<TurnsOnRecord.Turn> recorded) {
        /** The point where a run goes on with the dials as they are, and with no turns to make again. */
        public Resume(Optional<Path> checkpoint) {
            this(checkpoint, Map.of(), null);
        }

        /** The point where a branch begins, or a run goes on with no turns to make again. */
        public Resume(Optional<Path> checkpoint, Map<Dial, String> changes, String parent) {
            this(checkpoint, changes, parent, List.of());
        }

        /** Whether the run goes on from its last checkpoint, or from its first step because it has none yet. */
        boolean isFromLast() {
            return checkpoint.isEmpty() || TurnsOnRecord.LAST.equals(CheckpointKeeper.nameInRun(checkpoint.get()));
        }
    }

    /** @throws IllegalArgumentException in one line for the user, if dials and data do not go together */
    public TrainingSetup {
        int images = data.train().size();
        if (dials.length().batchSize() > images) {
            throw new IllegalArgumentException("--batch-size " + dials.length().batchSize()
                    + " is larger than the set of " + images + " training images");
        }
        requireCountable(
                dials.length().epochs(), stepsPerEpoch(images, dials.length().batchSize()), Dial.EPOCHS.option());
    }

    /** @throws IllegalArgumentException if the run would have more steps than can be counted */
    static void requireCountable(int epochs, int stepsPerEpoch, String name) {
        long steps = (long) epochs * stepsPerEpoch;
        if (steps > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(name + " " + epochs + " makes " + steps + " steps, at most "
                    + Integer.MAX_VALUE + " can be counted");
        }
    }

    /** Returns the updates in an epoch, that of a short last batch included. */
    public int stepsPerEpoch() {
        return stepsPerEpoch(data.train().size(), dials.length().batchSize());
    }

    private static int stepsPerEpoch(int images, int batchSize) {
        return (images - 1) / batchSize + 1;
    }

    /**
     * Returns the order in which the images are trained on with these dials, with the changes that are made to each
     * image.
     */
    BatchOrder order(Dials inForce) {
        Optional<ImageChanges> changes = inForce.regularisation().augment()
                ? Optional.of(inForce.extras().images())
                : Optional.empty();
        return BatchOrder.training(inForce.seed(), changes, data.normalisation());
    }

    /**
     * Returns the settings that stay the same as long as the run lives, as text by name; a run goes on only from a
     * checkpoint made with the same. The dials that can be turned are not among them.
     */
    Map<String, String> fingerprint() {
        Map<String, String> fingerprint = new LinkedHashMap<>();
        fingerprint.put("seed", Long.toString(dials.seed()));
        fingerprint.put("widths", dials.layers().widths().toString());
        fingerprint.put("hidden", Integer.toString(dials.layers().hidden()));
        fingerprint.put("batch_norm", Boolean.toString(dials.layers().batchNorm()));
        fingerprint.put("data", data.name());
        fingerprint.put("train_images", Integer.toString(data.train().size()));
        fingerprint.put("val_images", Integer.toString(data.validation().size()));
        fingerprint.put("batch_size", Integer.toString(dials.length().batchSize()));
        fingerprint.put("schedule", dials.rate().schedule().toString());
        fingerprint.put("optimizer", dials.updates().optimizer().toString());
        fingerprint.putAll(dials.extras().on());
        return fingerprint;
    }
}
