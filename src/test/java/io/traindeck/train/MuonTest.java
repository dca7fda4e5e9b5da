package io.traindeck.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.traindeck.train.Dials.OptimizerKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * The points that the comparison with PyTorch's own values does not single out: which tensors Muon is for, and how far
 * it moves them.
 */
class MuonTest {
    private static final double LR = 0.01;

    @AutoClose
    private final NDManager manager = TinyRun.torch().newManager();

    @Test
    void theLastLayerAndAllVectorsAreAdamWs() {
        Map<String, NDArray> parameters = new LinkedHashMap<>();
        parameters.put("kernel", manager.ones(new Shape(2, 3, 3, 3)));
        parameters.put("gain", manager.ones(new Shape(2)));
        parameters.put("hidden", manager.ones(new Shape(4, 2)));
        parameters.put("last", manager.ones(new Shape(3, 4)));
        Dials dials = TinyRun.dials(1, 0, 1, OptimizerKind.MUON);
        assertThat(Optimizer.of(parameters, dials, manager).state().keySet())
                .containsExactly(
                        "momentum_buffer/kernel",
                        "momentum_buffer/hidden",
                        "exp_avg/gain",
                        "exp_avg/last",
                        "exp_avg_sq/gain",
                        "exp_avg_sq/last");
    }

    /** Singular values near 1 make the matrix times its transpose nearly the identity. */
    @Test
    void theDirectionOfAnUpdateIsNearlyOrthogonal() {
        NDArray direction = Muon.orthogonal(random(8, 50));
        NDArray gram =
                direction.matMul(direction.transpose()).sub(manager.eye(8)).abs();
        assertThat(gram.max().getFloat()).isLessThan(0.6f);
        assertThat(Muon.orthogonal(manager.zeros(new Shape(3, 2))).toFloatArray())
                .containsOnly(0);
    }

    /** This holds even if most singular values are a millionth of the largest, which is where rounding shows first. */
    @Test
    void theDirectionIsThatOfTheIterationAsItIsWrittenDown() {
        NDArray flat = random(40, 3).matMul(random(3, 200)).add(random(40, 200).mul(1e-5));
        for (NDArray matrix : List.of(random(8, 50), random(50, 8), random(20, 20), flat)) {
            NDArray expected = asWrittenDown(matrix);
            NDArray difference = Muon.orthogonal(matrix).sub(expected);
            assertThat(difference.norm().getFloat() / expected.norm().getFloat())
                    .isLessThan(2e-3f);
        }
    }

    /** {@code zeropower_via_newtonschulz5} of github.com/KellerJordan/Muon. */
    private static NDArray asWrittenDown(NDArray matrix) {
        boolean tall = matrix.getShape().get(0) > matrix.getShape().get(1);
        NDArray x = tall ? matrix.transpose() : matrix;
        x = x.div(x.norm());
        for (int i = 0; i < 5; i++) {
            NDArray a = x.matMul(x.transpose());
            NDArray b = a.mul(-4.7750).add(a.matMul(a).mul(2.0315));
            x = x.mul(3.4445).add(b.matMul(x));
        }
        return tall ? x.transpose() : x;
    }

    /** The update is as large as AdamW's, whatever the size of the gradient. */
    @Test
    void anUpdateIsAFifthOfTheRateInTheMean() {
        for (double gradient : new double[] {1e-4, 1e3}) {
            NDArray weight = manager.zeros(new Shape(8, 50));
            Map<String, NDArray> parameters = new LinkedHashMap<>();
            parameters.put("weight", weight);
            parameters.put("last", manager.zeros(new Shape(2, 2)));
            Map<String, NDArray> gradients =
                    Map.of("weight", random(8, 50).mul(gradient), "last", manager.ones(new Shape(2, 2)));
            Optimizer.of(parameters, TinyRun.dials(1, 0, 1, OptimizerKind.MUON), manager)
                    .step(gradients, 1, 1, LR, 0.9);
            double rootMeanSquare = Math.sqrt(weight.square().mean().getFloat());
            assertThat(rootMeanSquare).isCloseTo(0.2 * LR, within(0.05 * LR));
        }
    }

    private NDArray random(int rows, int columns) {
        float[] values = new float[rows * columns];
        Random random = new Random(7);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return manager.create(values, new Shape(rows, columns));
    }
}
