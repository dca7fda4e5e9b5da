package io.traindeck.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import java.nio.FloatBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The lesson's network. Each block is twice convolution 3x3 – batch normalisation – ReLU, then max-pooling by 2 and
 * channel dropout; the head is flatten – linear – ReLU – dropout – linear.
 *
 * <p>Tensors have the state_dict names that PyTorch gives them in
 *
 * <pre>
 * features = Sequential(*[Sequential(Conv2d, BatchNorm2d, ReLU, Conv2d, BatchNorm2d, ReLU, MaxPool2d, Dropout2d)])
 * head     = Sequential(Flatten, Linear, ReLU, Dropout, Linear)
 * </pre>
 *
 * and keep their index if batch normalisation or dropout is left out, as if an Identity stood there.
 *
 * <p>Not safe for use by several threads. The calling thread must have been through {@link Torch#useThisThread()}.
 */
public final class CifarCnn implements AutoCloseable {
    /** The hidden linear layer. */
    public static final String HIDDEN = "head.1";

    private static final Shape ONE = new Shape(1, 1);
    private static final Shape TWO = new Shape(2, 2);

    /** Share of the old running statistics kept at each batch: PyTorch's momentum 0.1, said the other way round. */
    private static final float RUNNING_KEPT = 0.9f;

    private static final float BATCH_NORM_EPS = 1e-5f;

    private final Architecture architecture;
    private final NDManager manager;
    private final Map<String, NDArray> parameters = new LinkedHashMap<>();
    private final Map<String, NDArray> state = new LinkedHashMap<>();

    /** Made when it is first needed. */
    private Bfloat16 bfloat16;

    /** A network whose tensors live in a manager of its own below {@code parent}; initialised as PyTorch does. */
    public CifarCnn(Architecture architecture, NDManager parent, RandomGenerator draws) {
        this.architecture = architecture;
        this.manager = parent.newSubManager();
        int in = Architecture.IMAGE_CHANNELS;
        for (int block = 0; block < architecture.widths().size(); block++) {
            int out = architecture.widths().get(block);
            addConvolution(block, 0, in, out, draws);
            addConvolution(block, 1, out, out, draws);
            in = out;
        }
        addLinear(HIDDEN, architecture.flattened(), architecture.hidden(), draws);
        addLinear("head.4", architecture.hidden(), architecture.classes(), draws);
        parameters.values().forEach(parameter -> parameter.setRequiresGradient(true));
    }

    /**
     * The class scores of a batch.
     *
     * @param images (N, 3, 32, 32) float, normalised; channels-last in memory is fastest
     * @param mode in training mode batch statistics and dropout are used and the running statistics are updated
     * @return logits (N, classes) of 32 bits, in the manager of {@code images}
     */
    public NDArray forward(NDArray images, Mode mode) {
        Precision precision = mode instanceof Mode.Training training ? training.precision() : Precision.FP32;
        NDArray x = in(precision, images, images.getManager());
        for (int block = 0; block < architecture.widths().size(); block++) {
            x = convolve(x, block, 0, mode, precision);
            x = convolve(x, block, 1, mode, precision);
            x = Pool.maxPool2d(x, TWO, TWO, new Shape(0, 0), false);
            if (mode instanceof Mode.Training training) {
                x = dropChannels(x, training);
            }
        }
        x = x.reshape(x.getShape().get(0), architecture.flattened());
        x = Activation.relu(linear(x, HIDDEN, precision));
        if (mode instanceof Mode.Training training) {
            x = drop(x, new Shape(x.getShape().get(0), architecture.hidden()), training.headDropout(), training);
        }
        x = linear(x, "head.4", precision);
        return precision == Precision.BF16 ? bfloat16.widen(x) : x;
    }

    /**
     * Returns a tensor of 32-bit numbers in the numbers of that precision. Its gradient keeps 32 bits.
     *
     * @param manager the owner of what is made
     */
    private NDArray in(Precision precision, NDArray tensor, NDManager manager) {
        if (precision == Precision.FP32) {
            return tensor;
        }
        if (bfloat16 == null) {
            bfloat16 = new Bfloat16(this.manager);
        }
        return bfloat16.narrow(tensor, manager);
    }

    /** Returns a parameter for a layer whose input is {@code x}, or null if there is none of that name. */
    private NDArray parameter(String name, Precision precision, NDArray x) {
        NDArray parameter = parameters.get(name);
        return parameter == null ? null : in(precision, parameter, x.getManager());
    }

    /** The shape of this network. */
    public Architecture architecture() {
        return architecture;
    }

    /** The tensors that are trained, by state_dict name, in state_dict order. */
    public Map<String, NDArray> parameters() {
        return Collections.unmodifiableMap(parameters);
    }

    /** Parameters and running statistics by state_dict name, in PyTorch's order. */
    public Map<String, NDArray> stateDict() {
        return Collections.unmodifiableMap(state);
    }

    /** Returns how many numbers are trained. */
    public long parameterCount() {
        return architecture.parameters();
    }

    @Override
    public void close() {
        manager.close();
    }

    /** The treatment of batch normalisation and dropout in a forward pass. */
    public sealed interface Mode {
        /** Running statistics, no dropout. */
        record Evaluation() implements Mode {}

        /**
         * Batch statistics and dropout.
         *
         * @param draws the source of the dropout masks of this pass
         * @param channelDropout probability of dropping a whole channel at the end of each block, in [0, 1)
         * @param headDropout probability of dropping a hidden unit, in [0, 1)
         * @param precision the numbers in which the layers compute
         */
        record Training(RandomGenerator draws, double channelDropout, double headDropout, Precision precision)
                implements Mode {}
    }

    private NDArray convolve(NDArray x, int block, int which, Mode mode, Precision precision) {
        String name = convolution(block, which);
        NDArray weight = parameter(name + ".weight", precision, x);
        x = Conv2d.conv2d(x, weight, parameter(name + ".bias", precision, x), ONE, ONE)
                .singletonOrThrow();
        if (architecture.batchNorm()) {
            x = normalise(x, normalisation(block, which), mode instanceof Mode.Training);
        }
        return Activation.relu(x);
    }

    private NDArray normalise(NDArray x, String name, boolean training) {
        if (training) {
            state.get(name + ".num_batches_tracked").addi(1);
        }
        return BatchNorm.batchNorm(
                        x,
                        state.get(name + ".running_mean"),
                        state.get(name + ".running_var"),
                        parameters.get(name + ".weight"),
                        parameters.get(name + ".bias"),
                        -1,
                        RUNNING_KEPT,
                        BATCH_NORM_EPS,
                        training)
                .singletonOrThrow();
    }

    private NDArray linear(NDArray x, String name, Precision precision) {
        return Linear.linear(x, parameter(name + ".weight", precision, x), parameter(name + ".bias", precision, x))
                .singletonOrThrow();
    }

    /** Dropout2d: whole channels of an image, so the mask is (N, C, 1, 1). */
    private NDArray dropChannels(NDArray x, Mode.Training mode) {
        Shape mask = new Shape(x.getShape().get(0), x.getShape().get(1), 1, 1);
        return drop(x, mask, mode.channelDropout(), mode);
    }

    /** Multiplies by a mask of 0 (with probability p) and 1 / (1 - p), drawn here and not by the engine. */
    private NDArray drop(NDArray x, Shape maskShape, double p, Mode.Training mode) {
        if (p == 0) {
            return x;
        }
        float[] mask = new float[Math.toIntExact(maskShape.size())];
        float kept = (float) (1 / (1 - p));
        for (int i = 0; i < mask.length; i++) {
            mask[i] = mode.draws().nextFloat() < p ? 0 : kept;
        }
        NDManager batch = x.getManager();
        return x.mul(in(mode.precision(), batch.create(mask, maskShape), batch));
    }

    private void addConvolution(int block, int which, int in, int out, RandomGenerator draws) {
        String name = convolution(block, which);
        int fanIn = in * Architecture.KERNEL * Architecture.KERNEL;
        addParameter(name + ".weight", new Shape(out, in, Architecture.KERNEL, Architecture.KERNEL), fanIn, draws);
        if (!architecture.batchNorm()) {
            addParameter(name + ".bias", new Shape(out), fanIn, draws);
            return;
        }
        String norm = normalisation(block, which);
        Shape channels = new Shape(out);
        register(norm + ".weight", manager.ones(channels), true);
        register(norm + ".bias", manager.zeros(channels), true);
        register(norm + ".running_mean", manager.zeros(channels), false);
        register(norm + ".running_var", manager.ones(channels), false);
        register(norm + ".num_batches_tracked", manager.zeros(new Shape(), DataType.INT64), false);
    }

    private void addLinear(String name, int in, int out, RandomGenerator draws) {
        addParameter(name + ".weight", new Shape(out, in), in, draws);
        addParameter(name + ".bias", new Shape(out), in, draws);
    }

    /**
     * PyTorch's default for Conv2d and Linear, weight and bias alike: U(-1/sqrt(fan_in), 1/sqrt(fan_in)), which is
     * {@code kaiming_uniform_(a=sqrt(5))} for the weight.
     */
    private void addParameter(String name, Shape shape, int fanIn, RandomGenerator draws) {
        double bound = 1 / Math.sqrt(fanIn);
        FloatBuffer values = FloatBuffer.allocate(Math.toIntExact(shape.size()));
        while (values.hasRemaining()) {
            values.put((float) draws.nextDouble(-bound, bound));
        }
        // Copied into the engine's own memory: what create() makes lies where Java put it, aligned by chance.
        NDArray parameter = manager.zeros(shape);
        try (NDArray drawn = manager.create(values.flip(), shape)) {
            parameter.set(new NDIndex("..."), drawn);
        }
        register(name, parameter, true);
    }

    private void register(String name, NDArray tensor, boolean trained) {
        tensor.setName(name);
        state.put(name, tensor);
        if (trained) {
            parameters.put(name, tensor);
        }
    }

    /** Returns the name of a convolution, without that of its tensor. */
    static String convolution(int block, int which) {
        return "features." + block + "." + 3 * which;
    }

    private static String normalisation(int block, int which) {
        return "features." + block + "." + (3 * which + 1);
    }
}
