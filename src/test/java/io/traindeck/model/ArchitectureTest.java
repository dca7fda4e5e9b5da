package io.traindeck.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.traindeck.data.Draws;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchitectureTest {
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theParametersCountedAreTheOnesThere(boolean batchNorm) throws TorchException {
        for (List<Integer> widths : List.of(List.of(5), List.of(3, 7), List.of(2, 3, 4, 5, 6))) {
            Architecture architecture = new Architecture(widths, 11, 10, batchNorm);
            try (NDManager manager = Torch.load("cpu", 1).newManager();
                    CifarCnn model =
                            new CifarCnn(architecture, manager, Draws.at(1, Draws.Purpose.INITIALISATION, 0, 0))) {
                assertThat(architecture.parameters())
                        .isEqualTo(model.parameters().values().stream()
                                .mapToLong(NDArray::size)
                                .sum());
            }
        }
    }
}
