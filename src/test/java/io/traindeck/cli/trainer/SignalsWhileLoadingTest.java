package io.traindeck.cli.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traindeck.train.ControlQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class SignalsWhileLoadingTest {
    @Test
    void workThatNobodyEndsIsDone() throws Exception {
        try (TrainerSignals signals = new TrainerSignals(new ControlQueue())) {
            assertThat(signals.interruptibly(() -> "done")).isEqualTo("done");
            assertThat(signals.exitCode()).isEmpty();
        }
    }

    /** A download of minutes must not outlive Ctrl-C. */
    @Test
    void aSignalEndsTheWorkBeforeTraining() throws Exception {
        try (TrainerSignals signals = new TrainerSignals(new ControlQueue())) {
            assertThatThrownBy(() -> signals.interruptibly(() -> {
                        // To this very process, whose handlers are now those of a trainer.
                        new ProcessBuilder(
                                        "kill",
                                        "-TERM",
                                        Long.toString(ProcessHandle.current().pid()))
                                .start();
                        new CountDownLatch(1).await();
                        return "never";
                    }))
                    .isInstanceOf(InterruptedException.class);
            assertThat(signals.exitCode()).hasValue(143);
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            assertThatThrownBy(() -> signals.interruptibly(() -> "more")).isInstanceOf(InterruptedException.class);
        }
    }
}
