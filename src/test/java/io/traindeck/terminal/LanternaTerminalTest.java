package io.traindeck.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import com.googlecode.lanterna.SGR;
import com.googlecode.lanterna.TerminalPosition;
import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.TextCharacter;
import com.googlecode.lanterna.TextColor;
import com.googlecode.lanterna.graphics.TextGraphics;
import com.googlecode.lanterna.input.KeyStroke;
import com.googlecode.lanterna.input.KeyType;
import io.traindeck.testing.Patience;
import io.traindeck.testing.TestTerminal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jline.terminal.Size;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LanternaTerminalTest {

    private final TestTerminal tty = TestTerminal.of(40, 6);
    private LanternaTerminal terminal;
    private FrameScreen screen;

    private void open(ColorLevel colors, GlyphSet glyphs) throws IOException {
        tty.enterRawMode();
        terminal = new LanternaTerminal(tty, new TerminalFeatures(colors, glyphs, false, true));
        screen = new FrameScreen(terminal);
        screen.startScreen();
    }

    private void open() throws IOException {
        open(ColorLevel.TRUECOLOR, GlyphSet.UNICODE);
    }

    @AfterEach
    void close() {
        terminal.close();
    }

    private List<String> refresh() throws IOException {
        screen.refresh();
        TestTerminal.await("the frame is written", terminal::isReadyForFrame);
        return tty.takeWrites();
    }

    private void put(int column, int row, String text) {
        screen.newTextGraphics().putString(column, row, text);
    }

    @Test
    void sendsTheFirstFrameWithEverythingInOneSynchronisedWrite() throws IOException {
        open();
        put(0, 0, "hello");
        assertThat(refresh()).singleElement().satisfies(frame -> {
            assertThat(frame).startsWith("\033[?2026h").endsWith("\033[?2026l");
            assertThat(frame).contains("\033[?1049h", "\033[?25l", "hello");
        });
        assertThat(tty.row(0)).isEqualTo("hello");
    }

    @Test
    void theWindowIsCalledAfterWhatIsShownAndItsOwnNameIsKeptForLater() throws IOException {
        open();
        terminal.title("a\033b: running");
        put(0, 0, "hello");
        assertThat(refresh()).singleElement().satisfies(frame -> assertThat(frame)
                .contains("\033[22;2t", "\033]2;a?b: running\007")
                .doesNotContain("\033[23;2t"));
        terminal.title("a\033b: running");
        put(0, 1, "more");
        assertThat(refresh()).singleElement().satisfies(frame -> assertThat(frame)
                .doesNotContain("\033]2;"));
        screen.stopScreen();
        TestTerminal.await("the last frame is written", terminal::isReadyForFrame);
        assertThat(tty.takeWrites()).last().asString().contains("\033[23;2t");
    }

    @Test
    void theMouseIsLeftToTheTerminal() throws IOException {
        open();
        assertThat(new String(LanternaTerminal.ENTER, StandardCharsets.US_ASCII))
                .contains("\033[?1007h")
                .doesNotContain("\033[?1000h", "\033[?1002h", "\033[?1003h", "\033[?1006h");
    }

    @Test
    void writesNothingForAnUnchangedFrame() throws IOException {
        open();
        put(0, 0, "hello");
        refresh();
        put(0, 0, "hello");
        assertThat(refresh()).isEmpty();
        assertThat(terminal.writer().frames()).isEqualTo(1);
    }

    @Test
    void writesOnlyWhatChanged() throws IOException {
        open();
        put(0, 0, "hello world");
        refresh();
        put(0, 0, "hello earth");
        assertThat(refresh()).singleElement().satisfies(frame -> {
            assertThat(frame).contains("ea").doesNotContain("hello");
            assertThat(frame.length()).isLessThan(60);
        });
        assertThat(tty.row(0)).isEqualTo("hello earth");
    }

    @Test
    void copiesTextBoundedAndWithoutControlCharacters() throws IOException {
        open();
        refresh();
        terminal.copy("loss\t1\n\033]evil\u0007");
        assertThat(refresh()).singleElement().satisfies(frame -> assertThat(copied(frame))
                .isEqualTo("loss\t1\n?]evil?"));
        terminal.copy("é".repeat(5_000));
        assertThat(refresh()).singleElement().satisfies(frame -> {
            assertThat(copied(frame)).matches("é+");
            assertThat(copied(frame).length()).isEqualTo(LanternaTerminal.MOST_COPIED / 2);
        });
    }

    /** Returns what a terminal that knows OSC 52 puts on its clipboard. */
    private static String copied(String frame) {
        int begin = frame.indexOf("\033]52;c;") + "\033]52;c;".length();
        byte[] bytes = Base64.getDecoder().decode(frame.substring(begin, frame.indexOf('\u0007', begin)));
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    void sendsTextAsWholeUtf8Strings() throws IOException {
        open();
        put(0, 0, "é½ ▁▂█ ⣿ 漢字 →");
        screen.setCharacter(0, 1, TextCharacter.fromString("😀")[0]);
        put(2, 1, "x");
        assertThat(refresh()).singleElement().satisfies(frame -> assertThat(frame)
                .doesNotContain("\0", "?x"));
        assertThat(tty.rows()).startsWith("é½ ▁▂█ ⣿ 漢字 →", "😀x");
    }

    @Test
    void neverSendsAControlCharacterFromACell() throws IOException {
        open();
        screen.setCharacter(0, 0, TextCharacter.fromString("\u009b")[0]);
        terminal.putString("a\033[31mb\u0007c\u0085");
        assertThat(refresh()).singleElement().satisfies(frame -> {
            assertThat(frame).contains("a?[31mb?c?").doesNotContain("\u0007", "\u009b", "\u0085", "\033[31m");
        });
    }

    @Test
    void sendsAsciiWhereTheTerminalKnowsNoMore() throws IOException {
        open(ColorLevel.TRUECOLOR, GlyphSet.ASCII);
        put(0, 0, "é漢x");
        refresh();
        assertThat(tty.row(0)).isEqualTo("???x");
    }

    @Test
    void bringsColoursDownToTheTerminalsLevel() throws IOException {
        open(ColorLevel.INDEXED256, GlyphSet.UNICODE);
        TextGraphics graphics = screen.newTextGraphics();
        graphics.setForegroundColor(new TextColor.RGB(255, 0, 0));
        graphics.putString(0, 0, "red");
        assertThat(refresh()).singleElement().satisfies(frame -> {
            assertThat(frame).contains("\033[38;5;196m").doesNotContain("38;2", "48;2");
        });
        assertThat(tty.foreground(0, 0)).isEqualTo(0xff0000);
        assertThat(tty.foreground(10, 0)).isEqualTo(-1);
    }

    @Test
    void sendsNoColourWhereThereAreNone() throws IOException {
        open(ColorLevel.NONE, GlyphSet.UNICODE);
        TextGraphics graphics = screen.newTextGraphics();
        graphics.setForegroundColor(new TextColor.RGB(255, 0, 0)).setBackgroundColor(TextColor.ANSI.BLUE);
        graphics.putString(0, 0, "red", SGR.BOLD);
        assertThat(refresh()).singleElement().satisfies(frame -> {
            assertThat(frame).contains("\033[1m").doesNotContain("38;", "48;", "\033[44m");
        });
    }

    @Test
    void textDoesNotVanishWhereTwoColoursBecomeOne() throws IOException {
        open(ColorLevel.ANSI16, GlyphSet.UNICODE);
        TextGraphics graphics = screen.newTextGraphics();
        graphics.setForegroundColor(new TextColor.RGB(30, 32, 40)).setBackgroundColor(new TextColor.RGB(10, 10, 14));
        graphics.putString(0, 0, "dim");
        assertThat(refresh()).singleElement().asString().contains("\033[90m", "\033[40m");
    }

    @Test
    void showsTheCursorOnlyWhereItIsPlaced() throws IOException {
        open();
        refresh();
        screen.setCursorPosition(new TerminalPosition(3, 2));
        assertThat(refresh()).singleElement().asString().contains("\033[?25h", "\033[3;4H");
        screen.setCursorPosition(null);
        assertThat(refresh()).containsExactly("\033[?2026h\033[?25l\033[?2026l");
    }

    @Test
    void asksTheSystemForItsSizeAndFollowsIt() throws IOException {
        open();
        put(0, 0, "hello");
        refresh();
        tty.resize(50, 8);
        assertThat(screen.doResizeIfNecessary()).isEqualTo(new TerminalSize(50, 8));
        assertThat(screen.doResizeIfNecessary()).isNull();
        put(45, 7, "right");
        assertThat(refresh()).singleElement().asString().doesNotContain("\033[6n");
        assertThat(tty.row(7)).hasSize(50).endsWith("right");
    }

    @Test
    void takesTheUsualSizeWhereNoneIsKnown() throws IOException {
        open();
        tty.setSize(Size.of(0, 0));
        assertThat(terminal.getTerminalSize()).isEqualTo(new TerminalSize(80, 24));
    }

    @Test
    void decodesKeys() throws IOException {
        open();
        tty.send("q\r\033[A\033[200~pasted\033[201~\033[<0;1;1M:");
        assertThat(terminal.awaitInput(Patience.LIMIT).getCharacter()).isEqualTo('q');
        assertThat(terminal.awaitInput(Patience.LIMIT).getKeyType()).isEqualTo(KeyType.Enter);
        assertThat(screen.readInput().getKeyType()).isEqualTo(KeyType.ArrowUp);
        assertThat(terminal.awaitInput(Patience.LIMIT).getCharacter()).isEqualTo(':');
        assertThat(screen.pollInput()).isNull();
    }

    @Test
    void aWakeUpEndsTheWaitForAKey() throws IOException {
        open();
        terminal.wakeUp();
        terminal.wakeUp();
        assertThat(terminal.awaitInput(Patience.LIMIT)).isNull();
        tty.send("q");
        assertThat(terminal.awaitInput(Patience.LIMIT).getCharacter()).isEqualTo('q');
    }

    @Test
    void saysEofForEverOnceTheTerminalIsGone() throws IOException {
        open();
        tty.close();
        KeyStroke key = null;
        while (key == null) {
            key = terminal.awaitInput(Patience.LIMIT);
        }
        assertThat(key.getKeyType()).isEqualTo(KeyType.EOF);
        assertThat(terminal.awaitInput(Patience.LIMIT).getKeyType()).isEqualTo(KeyType.EOF);
        assertThat(terminal.getTerminalSize()).isEqualTo(new TerminalSize(40, 6));
    }
}
