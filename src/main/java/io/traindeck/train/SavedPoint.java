package io.traindeck.train;

import io.traindeck.event.Dial;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A full checkpoint as its header describes it: a point of a run from which another can begin. The trainer that begins
 * there finds out whether its tensors are sound.
 *
 * @param step the last step it holds
 * @param epoch the epoch that the next step belongs to; one more than the last at the end of a run
 * @param badEpochs epochs since the best one
 * @param dials the dials in force for the next step, as text; without those that an old checkpoint does not tell
 */
public record SavedPoint(Path file, long step, int epoch, int badEpochs, Map<Dial, String> dials) {
    /** @throws CheckpointException if {@code file} is no full checkpoint; says why */
    public static SavedPoint read(Path file) throws CheckpointException {
        Map<String, String> metadata = CheckpointReader.metadata(file);
        Map<Dial, String> dials = new EnumMap<>(Dial.class);
        try {
            for (Dial dial : Dial.values()) {
                String value = metadata.get(CheckpointReader.DIAL_PREFIX + dial.word());
                if (value != null) {
                    dials.put(dial, dial.text(dial.value(value)));
                }
            }
            LoopState loop = LoopState.fromMetadata(metadata);
            return new SavedPoint(file, loop.step(), loop.epoch(), loop.best().badEpochs(), dials);
        } catch (IllegalArgumentException e) {
            throw CheckpointException.refused(file, CheckpointException.beginning(e.getMessage()));
        }
    }

    /** Is told of a file that is no full checkpoint, and why. */
    @FunctionalInterface
    public interface Refusals {
        void accept(Path file, CheckpointException reason);
    }

    /** Returns the full checkpoints in a folder, in the order of their steps; other files are left out. */
    public static List<SavedPoint> all(Path folder) throws IOException {
        return all(folder, (file, reason) -> {});
    }

    /**
     * Makes sure that a trainer which begins here has something left to train.
     *
     * @param run the run that the checkpoint is of
     * @param changes the dials that the trainer turns first, and their values
     * @throws CheckpointException if the run was done here, and the dials do not change that
     */
    public void requireLeft(String run, Map<Dial, String> changes) throws CheckpointException {
        double epochs = number(dials, Dial.EPOCHS, Double.POSITIVE_INFINITY);
        double patience = number(dials, Dial.PATIENCE, 0);
        boolean moreEpochs = number(changes, Dial.EPOCHS, epochs) > epochs;
        boolean impatient = patience > 0 && badEpochs >= patience && !changes.containsKey(Dial.PATIENCE);
        if (!moreEpochs && (epoch > epochs || impatient)) {
            throw CheckpointException.nothingLeftToBranch(run, impatient, step);
        }
    }

    private static double number(Map<Dial, String> dials, Dial dial, double otherwise) {
        String value = dials.get(dial);
        return value == null ? otherwise : dial.value(value);
    }

    /**
     * Returns the full checkpoints in a folder, in the order of their steps.
     *
     * @param others is told of the other files: the best weights, what somebody put there, and what was damaged
     * @throws IOException if the folder cannot be listed
     */
    public static List<SavedPoint> all(Path folder, Refusals others) throws IOException {
        List<SavedPoint> points = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return points;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "[!.]*" + CheckpointWriter.SUFFIX)) {
            for (Path file : files) {
                try {
                    points.add(read(file));
                } catch (CheckpointException e) {
                    others.accept(file, e);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        points.sort(Comparator.comparingLong(SavedPoint::step)
                .thenComparing(point -> point.file().getFileName().toString()));
        return points;
    }
}
