package io.traindeck.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import java.util.Arrays;

/** Weights with which a network can begin instead of those that were drawn. */
public final class InitialWeights {
    /** Channels out, channels in, height, width. */
    private static final int CONVOLUTION_DIMENSIONS = 4;

    private InitialWeights() {}

    /**
     * Makes every convolution begin by handing on its input: its first output channels, as many as there are input
     * channels, become copies of these; only further channels keep the weights that were drawn. This is {@code
     * torch.nn.init.dirac_(weight[:in])}, as airbench has it (Jordan 2024; Zagoruyko and Komodakis 2017, "DiracNets").
     */
    public static void makeDirac(CifarCnn network) {
        for (NDArray weight : network.parameters().values()) {
            if (weight.getShape().dimension() != CONVOLUTION_DIMENSIONS) {
                continue;
            }
            float[] values = weight.toFloatArray();
            int kernel = Architecture.KERNEL * Architecture.KERNEL;
            int in = (int) weight.getShape().get(1);
            int copies = (int) Math.min(weight.getShape().get(0), in);
            Arrays.fill(values, 0, copies * in * kernel, 0);
            for (int channel = 0; channel < copies; channel++) {
                values[(channel * in + channel) * kernel + kernel / 2] = 1;
            }
            replace(weight, values);
        }
    }

    /**
     * Makes the first convolution begin by whitening patches of the images, see {@link Whitening}. If a patch has N
     * numbers, the first N output channels are the filters, and the next N are the same with the opposite sign, since
     * ReLU drops from one what it keeps of the other; only further channels keep the weights that were drawn. If there
     * are fewer channels, those of the smallest eigenvalues are left out, those of the opposite sign first.
     *
     * @param moments the second moments of normalised patches of the training images, (N, N) in the order of a
     *     convolution's weights; N is 27
     */
    public static void makeWhitening(CifarCnn network, double[][] moments) {
        NDArray weight = network.parameters().get(CifarCnn.convolution(0, 0) + ".weight");
        float[] values = weight.toFloatArray();
        double[][] filters = Whitening.filters(moments);
        int size = moments.length;
        int channels = Math.min(values.length / size, 2 * size);
        for (int channel = 0; channel < channels; channel++) {
            int sign = channel < size ? 1 : -1;
            for (int i = 0; i < size; i++) {
                values[channel * size + i] = (float) (sign * filters[channel % size][i]);
            }
        }
        replace(weight, values);
    }

    private static void replace(NDArray weight, float[] values) {
        try (NDArray made = weight.getManager().create(values, weight.getShape())) {
            weight.set(new NDIndex("..."), made);
        }
    }
}
