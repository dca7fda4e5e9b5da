package io.traindeck.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.TrainEvent.EndReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A machine is a folder with the files that its kernel would show. */
class MemoryKillsTest {
    @TempDir
    Path root;

    private void write(String file, String content) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }

    private String said(MemoryKills kills) {
        return new Outcome(137, Optional.empty(), "step 9", kills.isSeen()).message(EndReason.FAILED, null);
    }

    @ParameterizedTest
    @CsvSource({
        "0::/job, sys/fs/cgroup/job/memory.events",
        "5:memory:/job, sys/fs/cgroup/memory/job/memory.oom_control",
        "0::/none, proc/vmstat"
    })
    void aProgramThatTheKernelHasKilledForMemoryIsToldFromOneThatAPersonHasKilled(String group, String file)
            throws Exception {
        write("proc/self/cgroup", group + "\n");
        write(file, "oom 5\noom_kill 3\n");
        MemoryKills kills = new MemoryKills(root);
        assertThat(said(kills)).isEqualTo("killed by KILL: step 9");
        write(file, "oom 6\noom_kill 4\n");
        assertThat(said(kills)).isEqualTo("killed by the kernel, for want of memory: step 9");
    }

    @Test
    void whereNobodyCountsItIsSaidThatItMayHaveBeenTheKernel() {
        assertThat(said(new MemoryKills(root))).startsWith("killed by KILL; if nobody did it, the kernel has");
    }
}
