package io.traindeck.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traindeck.testing.Patience;
import io.traindeck.testing.TestTerminal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Attributes.LocalFlag;
import org.junit.jupiter.api.Test;

/** The terminal's modes; for real signals and a real tty see {@link TerminalLifeTest}. */
class TerminalSessionTest {
    private final TestTerminal tty = TestTerminal.of(30, 3);
    private final String found = tty.getAttributes().toString();

    private TerminalSession open(TerminalSession.Stop stop) throws IOException {
        return new TerminalSession(tty, TestTerminal.FULL, stop, farewell -> {});
    }

    private static void draw(TerminalSession session, String text) throws IOException {
        session.screen().newTextGraphics().putString(0, 0, text);
        session.screen().refresh();
        settle(session);
    }

    private static void settle(TerminalSession session) {
        TestTerminal.await("the frame is written", session.terminal()::isReadyForFrame);
    }

    @Test
    void keysComeOneByOneButCtrlCAndCtrlZRemainSignals() throws IOException {
        try (TerminalSession session = open(() -> {})) {
            Attributes ours = tty.getAttributes();
            assertThat(ours.getLocalFlag(LocalFlag.ICANON)).isFalse();
            assertThat(ours.getLocalFlag(LocalFlag.ECHO)).isFalse();
            assertThat(ours.getLocalFlag(LocalFlag.ISIG)).isTrue();
            assertThat(ours.getControlChar(ControlChar.VQUIT))
                    .as("no thread dump by Ctrl-\\")
                    .isZero();
            assertThat(session.awaitKey(Duration.ZERO)).isEmpty();
        }
    }

    @Test
    void closingLeavesTheTerminalAsItWasFound() throws IOException {
        TerminalSession session = open(() -> {});
        draw(session, "picture");
        tty.takeWrites();
        session.close();
        assertThat(tty.takeWrites())
                .containsExactly("\033[?2026l\033[?2004l\033[?1007r\033[0m\033[?25h\033[23;2t\033[?1049l");
        assertThat(tty.getAttributes()).hasToString(found);

        session.close();
        session.suspend();
        session.screen().refresh();
        assertThat(tty.takeWrites()).isEmpty();
    }

    @Test
    void suspendingGivesTheTerminalBackAndRedrawsEverythingAfterwards() throws IOException {
        AtomicReference<String> whileStopped = new AtomicReference<>();
        try (TerminalSession session = open(() -> {
            whileStopped.set(tty.getAttributes().toString());
            assertThat(tty.takeWrites()).last().asString().endsWith("\033[?1049l");
        })) {
            String ours = tty.getAttributes().toString();
            draw(session, "picture");
            session.screen().newTextGraphics().putString(0, 1, "drawn but not sent");
            session.suspend();
            assertThat(whileStopped).hasValue(found);
            assertThat(tty.getAttributes()).hasToString(ours);
            assertThat(session.awaitKey(Patience.LIMIT)).as("woken to draw").isEmpty();

            session.screen().refresh();
            settle(session);
            assertThat(tty.takeWrites()).singleElement().asString().contains("\033[?1049h", "\033[2J", "\033[?25l");
            assertThat(tty.rows()).startsWith("picture", "drawn but not sent");
        }
    }

    /** It was stopped by a signal that nobody can catch, and leaves once whatever it has entered. */
    @Test
    void goingOnAfterAStopKeepsWhatWasFoundAtFirst() throws IOException {
        try (TerminalSession session = open(() -> {})) {
            draw(session, "picture");
            tty.takeWrites();
            session.resume();
            session.screen().refresh();
            settle(session);
            assertThat(tty.takeWrites())
                    .singleElement()
                    .asString()
                    .contains("\033[?1049h", "\033[2J")
                    .doesNotContain("\033[22;2t", "\033[?1007s");
        }
    }

    @Test
    void aStopThatFailsLeavesTheTerminalOurs() throws IOException {
        try (TerminalSession session = open(() -> {
            throw new IOException("no shell");
        })) {
            String ours = tty.getAttributes().toString();
            assertThatThrownBy(session::suspend)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessage("cannot stop: no shell");
            assertThat(tty.getAttributes()).hasToString(ours);
            draw(session, "picture");
            assertThat(tty.row(0)).isEqualTo("picture");
        }
    }

    @Test
    void closingDoesNotWaitForATerminalThatDoesNotRead() throws IOException {
        TerminalSession session = open(() -> {});
        draw(session, "picture");
        tty.stopReading();
        session.screen().newTextGraphics().putString(0, 0, "changed");
        session.screen().refresh();
        session.close();
        assertThat(tty.getAttributes()).hasToString(found);
        tty.readOn();
    }
}
