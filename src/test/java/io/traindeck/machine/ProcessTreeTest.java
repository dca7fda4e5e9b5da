package io.traindeck.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

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
}
