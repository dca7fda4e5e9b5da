package io.traindeck.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * The points that the comparison with PyTorch's own values does not single out: which tensors decay, and where the
 * update starts.
 */
class AdamTest {
    private static final double LR = 0.1;
    private static final double BETA1 = 0.9;
    private static final double DECAY = 5e-2;

    @AutoClose
    private final NDManager manager = TinyRun.torch().newManager();

    /** With a gradient of 0 the moments stay 0, so that decay is all that moves a parameter. */
    @Test
    void onlyTensorsOfTwoOrMoreDimensionsDecay() {
        Map<String, NDArray> parameters = Map.of(
                "matrix", manager.ones(new Shape(2, 2)),
                "kernel", manager.ones(new Shape(1, 2, 3, 3)),
                "gain", manager.ones(new Shape(4)));
        Map<String, NDArray> gradients = Map.of(
                "matrix", manager.zeros(new Shape(2, 2)),
                "kernel", manager.zeros(new Shape(1, 2, 3, 3)),
                "gain", manager.zeros(new Shape(4)));
        new Adam(parameters, Recipe.UPGRADED.dials(1), manager).step(gradients, 1, 1, LR, BETA1);
        float decayed = (float) (1 - LR * DECAY);
        assertThat(parameters.get("matrix").toFloatArray()).containsOnly(new float[] {decayed}, within(1e-7f));
        assertThat(parameters.get("kernel").toFloatArray()).containsOnly(new float[] {decayed}, within(1e-7f));
        assertThat(parameters.get("gain").toFloatArray()).containsOnly(1);
    }

    /**
     * The first update is the rate, whatever the gradient's size; and a scale does not change it, but only the moments.
     */
    @Test
    void theFirstUpdateIsTheRateAndScaledGradientsEnterTheMoments() {
        NDArray gain = manager.create(new float[] {1, 1});
        Map<String, NDArray> gradients = Map.of("gain", manager.create(new float[] {1e-3f, -20}));
        Adam adam = new Adam(Map.of("gain", gain), Recipe.UPGRADED.dials(1), manager);
        adam.step(gradients, 0.5f, 1, LR, BETA1);
        assertThat(gain.toFloatArray()).containsExactly(new float[] {0.9f, 1.1f}, within(1e-4f));
        assertThat(adam.state().get("exp_avg/gain").toFloatArray())
                .containsExactly(new float[] {5e-5f, -1}, within(1e-6f));
        assertThat(adam.state().get("exp_avg_sq/gain").toFloatArray())
                .containsExactly(new float[] {2.5e-10f, 0.1f}, within(1e-5f));
    }

    @Test
    void theMomentsAreNamedAsPyTorchNamesThem() {
        Adam adam = new Adam(Map.of("head.1.bias", manager.ones(new Shape(2))), Recipe.VANILLA.dials(1), manager);
        assertThat(adam.state().keySet())
                .containsExactlyElementsOf(List.of("exp_avg/head.1.bias", "exp_avg_sq/head.1.bias"));
    }
}
