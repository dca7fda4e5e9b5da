package io.traindeck.train;

import ai.djl.ndarray.NDArray;
import io.traindeck.event.Dial;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Takes a run's state back from a full checkpoint, or refuses the file and leaves the state as it was. */
final class CheckpointReader {
    /**
     * The format in the metadata of every full checkpoint; it changes if an older program could no longer read the
     * file.
     */
    static final String FORMAT = "traindeck-checkpoint-1";

    static final String FORMAT_KEY = "format";
    static final String DIAL_PREFIX = "dial.";
    private static final String DIGEST_KEY = "sha256";

    private CheckpointReader() {}

    /**
     * Restores {@code state} from {@code file}.
     *
     * @param fixed the settings of the run that never change, as text by name; the checkpoint must have been made with the
     *     same, and with no other setting that never changes
     * @param start the dials that the run began with
     */
    static Restored restore(Path file, TrainingState state, Map<String, String> fixed, DialsInForce start)
            throws CheckpointException {
        Map<String, NDArray> whole = state.tensors(true);
        long maxBytes = whole.entrySet().stream()
                .mapToLong(entry ->
                        HostTensors.describe(entry.getKey(), entry.getValue()).bytes())
                .sum();
        Safetensors.Contents contents = Safetensors.read(file, maxBytes);
        Map<String, String> metadata = contents.metadata();
        requireFull(file, metadata);
        checkFixed(file, fixed, metadata);
        LoopState loop = loopState(file, metadata, start.stepsPerEpoch());
        DialsInForce dials = dials(file, metadata, start);
        Map<String, NDArray> expected = state.tensors(loop.best().exists());
        Map<String, Safetensors.Tensor> found = new LinkedHashMap<>();
        contents.tensors().forEach(tensor -> found.put(tensor.name(), tensor));
        requireSame(file, expected, found);
        for (Safetensors.Tensor tensor : contents.tensors()) {
            TrainingState.restore(expected.get(tensor.name()), contents.bytes(tensor));
        }
        return new Restored(loop, dials);
    }

    /**
     * Returns the metadata of a full checkpoint; its tensors are not looked at.
     *
     * @throws CheckpointException if {@code file} is no full checkpoint; says why
     */
    static Map<String, String> metadata(Path file) throws CheckpointException {
        Map<String, String> metadata = Safetensors.metadata(file);
        requireFull(file, metadata);
        return metadata;
    }

    private static void requireFull(Path file, Map<String, String> metadata) throws CheckpointException {
        if (!FORMAT.equals(metadata.get(FORMAT_KEY)) || !metadata.containsKey(DIGEST_KEY)) {
            throw CheckpointException.refused(
                    file, "it is no full checkpoint of this program (the model's weights alone can't be resumed)");
        }
    }

    /** The state of the loop, and the dials that held for its next step. */
    record Restored(LoopState loop, DialsInForce dials) {}

    private static DialsInForce dials(Path file, Map<String, String> metadata, DialsInForce start)
            throws CheckpointException {
        try {
            return start.fromMetadata(metadata);
        } catch (IllegalArgumentException e) {
            throw CheckpointException.refused(file, CheckpointException.beginning(e.getMessage()));
        }
    }

    private static void checkFixed(Path file, Map<String, String> dials, Map<String, String> metadata)
            throws CheckpointException {
        for (Map.Entry<String, String> dial : dials.entrySet()) {
            String made = metadata.get(DIAL_PREFIX + dial.getKey());
            if (!dial.getValue().equals(made)) {
                throw CheckpointException.refused(
                        file,
                        "it was made with " + dial.getKey() + " "
                                + (made == null ? "unknown" : CheckpointException.beginning(made)) + ", this run has "
                                + dial.getKey() + " " + dial.getValue());
            }
        }
        for (Map.Entry<String, String> entry : metadata.entrySet()) {
            String dial =
                    entry.getKey().startsWith(DIAL_PREFIX) ? entry.getKey().substring(DIAL_PREFIX.length()) : "";
            if (!dial.isEmpty() && !dials.containsKey(dial) && Dial.of(dial).isEmpty()) {
                throw CheckpointException.refused(
                        file,
                        "it was made with " + CheckpointException.beginning(dial) + " "
                                + CheckpointException.beginning(entry.getValue()) + ", this run is without");
            }
        }
    }

    private static LoopState loopState(Path file, Map<String, String> metadata, int stepsPerEpoch)
            throws CheckpointException {
        try {
            LoopState loop = LoopState.fromMetadata(metadata);
            if (!loop.isPossible(stepsPerEpoch)) {
                throw CheckpointException.refused(
                        file, "its step, epoch and counts do not fit each other and this run's data");
            }
            return loop;
        } catch (IllegalArgumentException e) {
            throw CheckpointException.refused(file, e.getMessage());
        }
    }

    /** @throws CheckpointException if names, types or shapes differ; it names the first tensor that differs */
    static void requireSame(Path file, Map<String, NDArray> expected, Map<String, Safetensors.Tensor> found)
            throws CheckpointException {
        for (Map.Entry<String, NDArray> entry : expected.entrySet()) {
            Safetensors.Tensor want = HostTensors.describe(entry.getKey(), entry.getValue());
            Safetensors.Tensor have = found.get(entry.getKey());
            boolean sameType = have != null && have.type() == want.type();
            if (!sameType || !have.shape().equals(want.shape())) {
                boolean withType = have != null && !sameType;
                throw CheckpointException.refused(
                        file,
                        "it is of another network: " + entry.getKey() + " should be " + describe(want, withType)
                                + " and is " + (have == null ? "missing" : describe(have, withType)));
            }
        }
        for (String name : found.keySet()) {
            if (!expected.containsKey(name)) {
                throw CheckpointException.refused(
                        file,
                        "it is of another network: it holds " + CheckpointException.beginning(name)
                                + ", which this one lacks");
            }
        }
    }

    private static String describe(Safetensors.Tensor tensor, boolean withType) {
        String shape = CheckpointException.beginning(tensor.shape().toString());
        return withType ? tensor.type() + " " + shape : shape;
    }
}
