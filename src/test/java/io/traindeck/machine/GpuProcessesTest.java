package io.traindeck.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.machine.GpuProcesses.OnCard;
import java.util.List;
import org.junit.jupiter.api.Test;

class GpuProcessesTest {
    private static List<OnCard> read(String cards, String apps) {
        return GpuProcesses.read(arguments -> arguments.get(0).startsWith("--query-gpu=") ? cards : apps);
    }

    @Test
    void tellsWhichProcessIsOnWhichCard() {
        String cards = "0, GPU-aa\n1, GPU-bb\n";
        String apps = "GPU-bb, 4711, 30830, /usr/bin/python3\nGPU-aa, 12, 612, a name, with a comma\n";
        assertThat(read(cards, apps))
                .containsExactly(
                        new OnCard(1, 4711, 30_830, "/usr/bin/python3"),
                        new OnCard(0, 12, 612, "a name, with a comma"));
    }

    @Test
    void leavesOutWhatItCannotReadAndKnowsNoMemoryWhereTheDriverDoesNot() {
        String apps = "GPU-aa, 7, [N/A], python\nGPU-zz, 8, 1, python\nnonsense\nGPU-aa, pid, 1, python\n\n";
        assertThat(read("0, GPU-aa\nrubbish\n", apps)).singleElement().satisfies(process -> {
            assertThat(process.pid()).isEqualTo(7);
            assertThat(process.memoryMb()).isNaN();
        });
        assertThat(read("No devices were found\n", "No devices were found\n")).isEmpty();
    }

    @Test
    void aMachineWithoutTheToolHasNone() {
        assertThat(read("", "")).isEmpty();
    }
}
