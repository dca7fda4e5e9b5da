package io.traindeck.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.traindeck.model.CifarCnn.Mode;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The numbers in which the layers compute. */
class PrecisionTest {
    /** The bits of a float that bfloat16 lacks. */
    private static final int LOWER_HALF = 0xFFFF;

    @Test
    void trainingWithBfloat16ScoresInItsNumbersAndValidationDoesNot() throws TorchException {
        Torch torch = Torch.load("cpu", 1);
        try (NDManager manager = torch.newManager();
                CifarCnn model = new CifarCnn(new Architecture(List.of(4, 8), 16, 10, true), manager, new Random(1))) {
            NDArray images = images(manager);
            assertThat(rounded(model.forward(images, training(Precision.BF16)))).isTrue();
            assertThat(rounded(model.forward(images, training(Precision.FP32)))).isFalse();
            assertThat(rounded(model.forward(images, new Mode.Evaluation()))).isFalse();
        }
    }

    @Test
    void weightsAndGradientsKeep32Bits() throws TorchException {
        Torch torch = Torch.load("cpu", 1);
        for (boolean batchNorm : new boolean[] {true, false}) {
            try (NDManager manager = torch.newManager();
                    CifarCnn model =
                            new CifarCnn(new Architecture(List.of(4, 8), 16, 10, batchNorm), manager, new Random(1))) {
                NDArray images = images(manager);
                try (GradientCollector collector = torch.recordGradients()) {
                    collector.backward(model.forward(images, training(Precision.BF16))
                            .square()
                            .sum());
                }
                model.parameters().forEach((name, parameter) -> {
                    assertThat(parameter.getGradient().getShape()).as(name).isEqualTo(parameter.getShape());
                    assertThat(parameter.getGradient().norm().getFloat())
                            .as("gradient of %s", name)
                            .isFinite()
                            .isPositive();
                });
                assertThat(rounded(model.parameters().get("features.0.0.weight")))
                        .isFalse();
            }
        }
    }

    private static NDArray images(NDManager manager) {
        float[] pixels = new float[2 * 3 * 32 * 32];
        Random draws = new Random(2);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) draws.nextGaussian();
        }
        return manager.create(pixels, new Shape(2, 3, 32, 32));
    }

    private static Mode training(Precision precision) {
        return new Mode.Training(new Random(3), 0.1, 0.3, precision);
    }

    private static boolean rounded(NDArray tensor) {
        for (float value : tensor.toFloatArray()) {
            if ((Float.floatToIntBits(value) & LOWER_HALF) != 0) {
                return false;
            }
        }
        return true;
    }
}
