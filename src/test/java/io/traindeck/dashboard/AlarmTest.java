package io.traindeck.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.googlecode.lanterna.TerminalSize;
import io.traindeck.dashboard.draw.Glyphs;
import io.traindeck.dashboard.draw.Picture;
import io.traindeck.dashboard.draw.Theme;
import io.traindeck.dashboard.keys.Action;
import io.traindeck.dashboard.keys.Focus;
import io.traindeck.dashboard.page.Alert;
import io.traindeck.dashboard.page.Next;
import io.traindeck.dashboard.page.Page;
import io.traindeck.terminal.ColorLevel;
import io.traindeck.terminal.GlyphSet;
import io.traindeck.terminal.LanternaTerminal;
import io.traindeck.terminal.Notifications;
import io.traindeck.terminal.Notifier;
import io.traindeck.terminal.TerminalFeatures;
import io.traindeck.testing.TestTerminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests how often somebody is called. */
class AlarmTest {
    private static final Alert ENDED = new Alert(Path.of("runs/one"), Alert.Kind.ENDED, "one", "done");
    private static final Alert FAILED = new Alert(Path.of("runs/one"), Alert.Kind.FAILED, "one", "no disk");

    private final TestTerminal tty = TestTerminal.of(40, 6);
    private LanternaTerminal terminal;
    private Alarm alarm;

    @BeforeEach
    void open() throws IOException {
        tty.enterRawMode();
        terminal = new LanternaTerminal(tty, new TerminalFeatures(ColorLevel.NONE, GlyphSet.UNICODE, false, true));
        alarm = new Alarm(terminal, Notifier.of(Map.of(), Notifications.BELL));
    }

    @AfterEach
    void close() {
        terminal.close();
    }

    private long calls(long nowMs, Page... pages) throws IOException {
        alarm.look(List.of(pages), nowMs);
        terminal.flush();
        TestTerminal.await("the frame is written", terminal::isReadyForFrame);
        return String.join("", tty.takeWrites())
                .chars()
                .filter(c -> c == '\007')
                .count();
    }

    @Test
    void twoPagesThatShowOneRunCallOnce() throws IOException {
        assertThat(calls(0, page(ENDED), page(ENDED))).isEqualTo(1);
        assertThat(calls(100, page(), page(ENDED))).isZero();
        assertThat(calls(200, page(FAILED))).isEqualTo(1);
        assertThat(calls(60_000, page(ENDED))).isEqualTo(1);
    }

    @Test
    void aPageThatIsCoveredCallsToo() throws IOException {
        assertThat(calls(0, page(), page(ENDED, FAILED))).isEqualTo(2);
    }

    private static Page page(Alert... alerts) {
        return new Page() {
            @Override
            public List<Alert> alerts(long nowMs) {
                return List.of(alerts);
            }

            @Override
            public Next refresh(long nowMs) {
                return Next.STAY;
            }

            @Override
            public Picture draw(int width, int height, Theme theme, Glyphs glyphs) {
                throw new AssertionError();
            }

            @Override
            public Focus focus() {
                throw new AssertionError();
            }

            @Override
            public Next press(Action action, TerminalSize size) {
                throw new AssertionError();
            }

            @Override
            public void say(String notice) {
                throw new AssertionError();
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
    }
}
