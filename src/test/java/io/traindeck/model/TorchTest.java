package io.traindeck.model;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TorchTest {
    @BeforeEach
    void needsAMachineWithoutGpus() {
        assumeFalse(Files.exists(Path.of("/proc/driver/nvidia")), "skipped: this machine has a GPU of NVIDIA");
    }

    @Test
    void aGpuThatWasAskedForAndIsNotThereIsSaidWithTheOptionThatHelps() {
        assertThatThrownBy(() -> Torch.load("cuda", 1))
                .isInstanceOf(TorchException.class)
                .hasMessage("--device cuda: the engine sees no CUDA GPU; try --device cpu");
    }

    /** Commands that go on with a run have no option for the device: it is that of run.json. */
    @Test
    void theGpuOfARunThatIsNotThereAnyMoreIsSaidWithTheFileThatNamesIt() {
        assertThatThrownBy(() -> Torch.load("cuda:0", 1))
                .isInstanceOf(TorchException.class)
                .hasMessageContaining("run.json")
                .hasMessageNotContaining("--device");
    }
}
