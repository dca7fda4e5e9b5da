package io.traindeck.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.terminal.Signals.Registration;
import io.traindeck.terminal.Signals.Signal;
import io.traindeck.testing.Patience;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SignalsTest {
    private static void send(Signal signal) throws IOException, InterruptedException {
        String command = "kill -" + signal + " " + ProcessHandle.current().pid();
        assertThat(new ProcessBuilder("/bin/sh", "-c", command).start().waitFor())
                .isZero();
    }

    @Test
    void runsTheInnermostHandlerUntilItIsClosed() throws Exception {
        Semaphore outer = new Semaphore(0);
        Semaphore inner = new Semaphore(0);
        Registration first = Signals.on(Signal.USR1, outer::release);
        Registration second = Signals.on(Signal.USR1, inner::release);
        send(Signal.USR1);
        assertThat(inner.tryAcquire(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        second.close();
        send(Signal.USR1);
        assertThat(outer.tryAcquire(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        first.close();
        assertThat(inner.availablePermits() + outer.availablePermits()).isZero();
    }

    /** If it were not ignored, Java would end here. */
    @Test
    void ignoresAHangUp() throws Exception {
        Semaphore later = new Semaphore(0);
        Registration hangUp = Signals.ignore(Signal.HUP);
        Registration usr1 = Signals.on(Signal.USR1, later::release);
        send(Signal.HUP);
        send(Signal.USR1);
        assertThat(later.tryAcquire(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        usr1.close();
        hangUp.close();
    }
}
