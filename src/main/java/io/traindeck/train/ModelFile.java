package io.traindeck.train;

import ai.djl.ndarray.NDArray;
import io.traindeck.model.Architecture;
import io.traindeck.model.CifarCnn;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The weights of a network in a safetensors file: those of {@code best.safetensors}, or of any other file with the
 * state_dict of the network alone, as PyTorch's {@code save_file} writes it; or the weights that a full checkpoint
 * validates: those that were trained last, or their average.
 */
public final class ModelFile {
    /** No full checkpoint is larger: a weight, two moments, the best weight and an average for each parameter. */
    private static final long MAX_BYTES = Dials.MAX_PARAMETERS * 5 * Float.BYTES;

    private static final String HIDDEN_LAYER = "head.1.weight";
    private static final String LAST_LAYER = "head.4.weight";

    private final Path file;
    private final Safetensors.Contents contents;

    /** The prefix of the state_dict names in this file. */
    private final String prefix;

    private final Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
    private final Origin origin;

    private ModelFile(Path file, Safetensors.Contents contents) throws CheckpointException {
        this.file = file;
        this.contents = contents;
        boolean full = holds(contents, TrainingState.MODEL);
        prefix = holds(contents, TrainingState.AVERAGE) ? TrainingState.AVERAGE : full ? TrainingState.MODEL : "";
        for (Safetensors.Tensor tensor : contents.tensors()) {
            if (tensor.name().startsWith(prefix)) {
                tensors.put(tensor.name(), tensor);
            }
        }
        try {
            origin = full ? Origin.ofFull(contents.metadata()) : Origin.ofModelAlone(contents.metadata());
        } catch (IllegalArgumentException e) {
            throw CheckpointException.refused(file, e.getMessage());
        }
    }

    private static boolean holds(Safetensors.Contents contents, String prefix) {
        return contents.tensors().stream().anyMatch(tensor -> tensor.name().startsWith(prefix));
    }

    /**
     * The moment of its run that the weights are from, as far as the file tells it.
     *
     * @param epoch the epoch that trained them last; 0 before the first step
     * @param step the last step that trained them
     * @param valAcc the accuracy that the trainer's validation found, in [0, 1]
     */
    public record Origin(Optional<Integer> epoch, Optional<Integer> step, Optional<Double> valAcc) {
        private static Origin ofFull(Map<String, String> metadata) {
            LoopState loop = LoopState.fromMetadata(metadata);
            boolean betweenEpochs = loop.batch() == 0;
            int epoch = betweenEpochs ? loop.epoch() - 1 : loop.epoch();
            boolean best = betweenEpochs && epoch > 0 && epoch == loop.best().epoch();
            return new Origin(
                    Optional.of(epoch),
                    Optional.of(loop.step()),
                    best ? Optional.of(loop.best().valAcc()) : Optional.empty());
        }

        /** The origin in a file of the model alone, into which other programs write what they like. */
        private static Origin ofModelAlone(Map<String, String> metadata) {
            try {
                return new Origin(
                        Optional.of(Integer.valueOf(metadata.getOrDefault("epoch", ""))),
                        Optional.empty(),
                        Optional.of(Double.valueOf(metadata.getOrDefault("val_acc", ""))));
            } catch (NumberFormatException e) {
                return new Origin(Optional.empty(), Optional.empty(), Optional.empty());
            }
        }
    }

    /** @throws CheckpointException if {@code file} is missing or no sound safetensors file */
    public static ModelFile read(Path file) throws CheckpointException {
        return new ModelFile(file, Safetensors.read(file, MAX_BYTES));
    }

    public Origin origin() {
        return origin;
    }

    /**
     * Returns the network that these weights belong to, read off their shapes. Dropout leaves no trace there, and none
     * is needed.
     *
     * @throws CheckpointException if the shapes are of no network of this program
     */
    public Architecture architecture() throws CheckpointException {
        List<Integer> widths = new ArrayList<>();
        do {
            widths.add(rows(convolution(widths.size())));
        } while (tensors.containsKey(prefix + convolution(widths.size())) && widths.size() < Architecture.MAX_BLOCKS);
        boolean batchNorm = tensors.containsKey(prefix + "features.0.1.weight");
        Architecture architecture = new Architecture(widths, rows(HIDDEN_LAYER), rows(LAST_LAYER), batchNorm);
        if (architecture.parameters() > Dials.MAX_PARAMETERS) {
            throw CheckpointException.refused(
                    file,
                    "its shapes are of a network of " + architecture.parameters() + " parameters, at most "
                            + Dials.MAX_PARAMETERS + " can be trained");
        }
        return architecture;
    }

    /**
     * Gives {@code model} these weights.
     *
     * @throws CheckpointException if they are of another network; the model then keeps its own
     */
    void loadInto(CifarCnn model) throws CheckpointException {
        Map<String, NDArray> expected = new LinkedHashMap<>();
        model.stateDict().forEach((name, tensor) -> expected.put(prefix + name, tensor));
        CheckpointReader.requireSame(file, expected, tensors);
        tensors.forEach((name, tensor) -> TrainingState.restore(expected.get(name), contents.bytes(tensor)));
    }

    /**
     * Returns how many outputs a layer has; refuses a number that is too large to be trained, so that no file makes
     * anything overflow.
     */
    private int rows(String layer) throws CheckpointException {
        Safetensors.Tensor tensor = tensors.get(prefix + layer);
        List<Long> shape = tensor == null ? List.of() : tensor.shape();
        if (shape.isEmpty() || shape.get(0) < 1 || shape.get(0) > Dials.MAX_UNITS) {
            String is = tensor == null ? "missing" : CheckpointException.beginning(shape.toString());
            throw CheckpointException.refused(
                    file,
                    "it is of another network: " + prefix + layer + " should have 1 to " + Dials.MAX_UNITS
                            + " rows and is " + is);
        }
        return Math.toIntExact(shape.get(0));
    }

    private static String convolution(int block) {
        return "features." + block + ".0.weight";
    }
}
