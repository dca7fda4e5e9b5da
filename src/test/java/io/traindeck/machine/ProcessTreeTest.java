package io.traindeck.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessTreeTest {
    private Process process;

    /** Starts a shell in a session of its own and waits until it has printed a line. */
    private ProcessTree start(String script) throws IOException {
        process = new ProcessBuilder("setsid", "sh", "-c", script).start();
        BufferedReader out = process.inputReader();
        out.readLine();
        return new ProcessTree(process.pid());
    }

    @AfterEach
    void end() throws InterruptedException {
        if (process != null) {
            List<ProcessHandle> all = process.descendants().toList();
            process.destroyForcibly().waitFor();
            all.forEach(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    void holdsTheFirstAndAllThatItHasStarted() throws Exception {
        ProcessTree tree = start("sleep 60 & sh -c 'sleep 60 & echo; wait' & wait");
        assertThat(tree.members()).hasSize(4).allMatch(each -> each.session() == process.pid());
        assertThat(tree.name(process.pid())).isEqualTo("sh");
    }

    @Test
    void knowsAChildForGoodThatHasLeftItsSession() throws Exception {
        ProcessTree tree = start("setsid sh -c 'sleep 60 & echo; wait' & wait");
        assertThat(tree.members()).hasSize(3);
        process.destroyForcibly().waitFor();
        List<ProcessTree.Member> left = tree.members();
        assertThat(left).hasSize(2);
        left.forEach(each -> ProcessHandle.of(each.pid()).ifPresent(ProcessHandle::destroyForcibly));
    }

    @Test
    void tellsWhoHasAHandler() throws Exception {
        ProcessTree tree = start("sh -c \"trap true USR1; echo; sleep 60 & wait\" & wait");
        assertThat(tree.whoCatch(10)).singleElement().satisfies(each -> assertThat(each.parent())
                .isEqualTo(process.pid()));
        assertThat(tree.whoCatch(12)).isEmpty();
    }

    @Test
    void measuresThemTogether() throws Exception {
        ProcessTree tree = start("echo; i=0; while true; do i=$((i+1)); done");
        ProcessUsage first = tree.meter().get();
        assertThat(first.rssBytes()).isPositive();
        ProcessUsage later = first;
        while (later.cpuMs() < first.cpuMs() + 50) {
            later = tree.meter().get();
        }
        assertThat(later.cpuPercentSince(first)).isPositive();
    }

    @Test
    void measuresNothingWhereThereIsNobody() {
        assertThatThrownBy(() -> new ProcessTree(Integer.MAX_VALUE).meter().get())
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theMeterLooksAtStrangersOnceInAWhile(@TempDir Path proc) throws Exception {
        stat(proc, 10, 1, 5);
        stat(proc, 11, 1, 100);
        Supplier<ProcessUsage> meter = new ProcessTree(10, proc.toFile()).meter();
        assertThat(meter.get().cpuMs()).isEqualTo(50);
        // A new process is known at once; a stranger's number, given to another, some measurements later.
        stat(proc, 12, 10, 2);
        stat(proc, 11, 10, 1);
        assertThat(meter.get().cpuMs()).isEqualTo(70);
        long cpuMs = 0;
        for (int i = 2; i <= 12; i++) {
            cpuMs = meter.get().cpuMs();
        }
        assertThat(cpuMs).isEqualTo(80);
        // A process that is gone is no stranger any more.
        Files.delete(proc.resolve("12/stat"));
        Files.delete(proc.resolve("12"));
        assertThat(meter.get().cpuMs()).isEqualTo(60);
        stat(proc, 12, 10, 3);
        assertThat(meter.get().cpuMs()).isEqualTo(90);
    }

    /** Writes what the system tells of a process in a session of its own. */
    private static void stat(Path proc, int pid, int parent, int ticks) throws IOException {
        Path folder = Files.createDirectories(proc.resolve(String.valueOf(pid)));
        Files.writeString(
                folder.resolve("stat"),
                pid + " (sh) S " + parent + " " + pid + " " + pid + " 0".repeat(7) + " " + ticks + " 0".repeat(10));
    }
}
