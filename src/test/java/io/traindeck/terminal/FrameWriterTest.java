package io.traindeck.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.testing.Patience;
import io.traindeck.testing.TestTerminal;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FrameWriterTest {
    private static final Duration SHORT = Duration.ofMillis(20);

    private final TestTerminal tty = TestTerminal.of(20, 2);
    private final FrameWriter writer = new FrameWriter(tty.output(), () -> {});

    @AfterEach
    void close() {
        writer.close();
    }

    @Test
    void writesEachFrameInOneWrite() {
        writer.start();
        assertThat(writer.writeWithin(frame("one"), Patience.LIMIT)).isTrue();
        assertThat(writer.writeWithin(frame("two"), Patience.LIMIT)).isTrue();
        assertThat(tty.takeWrites()).containsExactly("one", "two");
        assertThat(writer.frames()).isEqualTo(2);
    }

    @Test
    void takesNoFrameWhileTheTerminalDoesNotRead() {
        tty.stopReading();
        writer.start();
        assertThat(writer.offer(frame("one"))).isTrue();
        assertThat(writer.isIdle()).isFalse();
        assertThat(writer.offer(frame("two"))).isFalse();
        assertThat(writer.writeWithin(frame("three"), SHORT)).isFalse();
        assertThat(tty.takeWrites()).isEmpty();

        tty.readOn();
        assertThat(writer.writeWithin(frame("four"), Patience.LIMIT)).isTrue();
        assertThat(tty.takeWrites()).containsExactly("one", "four");
    }

    @Test
    void takesNoFrameAfterClosing() {
        writer.start();
        writer.close();
        assertThat(writer.offer(frame("one"))).isFalse();
        assertThat(writer.writeWithin(frame("two"), Patience.LIMIT)).isFalse();
    }

    @Test
    void saysOnceThatTheTerminalIsGone() throws InterruptedException {
        CountDownLatch gone = new CountDownLatch(1);
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("hung up");
            }
        };
        FrameWriter failing = new FrameWriter(broken, gone::countDown);
        failing.start();
        failing.offer(frame("one"));
        assertThat(gone.await(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(failing.offer(frame("two"))).isFalse();
        assertThat(failing.writeWithin(frame("three"), Patience.LIMIT)).isFalse();
    }

    private static byte[] frame(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
