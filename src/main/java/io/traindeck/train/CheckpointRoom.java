package io.traindeck.train;

import ai.djl.ndarray.NDArray;
import io.traindeck.event.RoomForCheckpoints;
import io.traindeck.text.Folders;
import io.traindeck.text.Numbers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The number of full checkpoints that fit on the disk that a run writes them to.
 *
 * @param bytes the bytes of a full checkpoint
 * @param fitting how many of them there is room for, those included that the run has there already
 * @param needed how many the run keeps, or writes before it removes another: the ring, the last, and the best weights
 */
public record CheckpointRoom(long bytes, long fitting, long needed) {
    /** Bytes for the names, shapes and settings in a checkpoint. */
    private static final long HEAD = 16 * 1024;

    /** The last one, its successor while that is written, and the best weights with their successor. */
    private static final int BESIDES_THE_RING = 3;

    /** Looks at the disk of a run; empty if the disk does not tell how much room there is. */
    static Optional<CheckpointRoom> of(TrainingSetup.Saving saving, TrainingState state) {
        long bytes = HEAD + bytes(state.tensors(true));
        Path folder = saving.checkpoints();
        try {
            return Optional.of(of(bytes, free(folder), CheckpointRing.replaceable(folder), saving.keep()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Returns the bytes that are free on the disk of a folder, which need not exist yet.
     *
     * @throws IOException if the disk does not tell
     */
    static long free(Path folder) throws IOException {
        return Files.getFileStore(Folders.nearest(folder)).getUsableSpace();
    }

    /**
     * The room on a disk.
     *
     * @param free bytes that are free there
     * @param own bytes of the run's own checkpoints, which their successors take
     * @param keep checkpoints in the ring
     */
    static CheckpointRoom of(long bytes, long free, long own, int keep) {
        return new CheckpointRoom(bytes, (free + own) / bytes, (long) keep + BESIDES_THE_RING);
    }

    private static long bytes(Map<String, NDArray> tensors) {
        return tensors.values().stream()
                .mapToLong(tensor -> tensor.size() * tensor.getDataType().getNumOfBytes())
                .sum();
    }

    /** Whether all that is to be kept fits. */
    public boolean isEnough() {
        return fitting >= needed;
    }

    /** Returns how many fit, for instance: 8 checkpoints of 10 MB. */
    public String value() {
        return Numbers.count(fitting) + (fitting == 1 ? " checkpoint" : " checkpoints") + " of " + Numbers.bytes(bytes);
    }

    /** Returns one line for the user. */
    public String words() {
        String room = RoomForCheckpoints.words(value());
        return isEnough()
                ? room
                : room + ", " + needed + " are needed: make room, or --keep fewer; older ones give way to the last";
    }
}
