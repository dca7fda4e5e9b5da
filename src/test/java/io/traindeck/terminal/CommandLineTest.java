package io.traindeck.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import com.googlecode.lanterna.TerminalPosition;
import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.TextCharacter;
import com.googlecode.lanterna.graphics.BasicTextImage;
import com.googlecode.lanterna.input.KeyStroke;
import com.googlecode.lanterna.input.KeyType;
import io.traindeck.testing.TestTerminal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jline.reader.impl.completer.StringsCompleter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineTest {
    private static final int ROWS = 10;

    private final CommandLine line = open(Optional.empty());
    private BasicTextImage picture = blank(40);
    private TerminalPosition cursor;

    private static CommandLine open(Optional<Path> history) {
        return new CommandLine(
                new CellText(GlyphSet.UNICODE),
                new StringsCompleter("pause", "resume", "checkpoint", "checkmate"),
                history,
                () -> {});
    }

    @AfterEach
    void close() {
        line.close();
    }

    private static BasicTextImage blank(int columns) {
        return new BasicTextImage(new TerminalSize(columns, ROWS), TextCharacter.fromCharacter('.')[0]);
    }

    private static void type(CommandLine line, String text) {
        text.chars().forEach(c -> line.type(c == '\t' ? key(KeyType.Tab) : new KeyStroke((char) c, false, false)));
    }

    private static KeyStroke key(KeyType type) {
        return new KeyStroke(type);
    }

    /** Returns the last rows of the picture with the line drawn over it, once they are as expected. */
    private List<String> awaitRows(String what, Predicate<List<String>> condition) {
        try {
            TestTerminal.await(what, () -> {
                picture = blank(picture.getSize().getColumns());
                cursor = line.draw(picture.newTextGraphics());
                return condition.test(rows());
            });
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "; the picture is\n" + String.join("\n", rows()), e);
        }
        return rows();
    }

    /** Returns the picture's rows; its text begins with a line that says its size. */
    private List<String> rows() {
        return picture.toString().lines().skip(1).map(String::stripTrailing).toList();
    }

    private static String awaitLine(CommandLine line) {
        TestTerminal.await("the line is entered", () -> !line.isOpen());
        return line.takeLine().orElseThrow();
    }

    @Test
    void editsOnTheBottomRowAndLeavesThePictureAbove() {
        line.open(":");
        type(line, "goto 12");
        List<String> rows = awaitRows("the text", seen -> seen.get(ROWS - 1).equals(":goto 12"));
        assertThat(rows.subList(0, ROWS - 1)).containsOnly(".".repeat(40));
        assertThat(cursor).isEqualTo(new TerminalPosition(8, ROWS - 1));
        assertThat(line.isOpen()).isTrue();
        assertThat(line.takeLine()).isEmpty();
        line.type(key(KeyType.Enter));
        assertThat(awaitLine(line)).isEqualTo("goto 12");
        assertThat(line.takeLine()).isEmpty();
    }

    @Test
    void keysTypedBeforeTheReaderIsReadyAreNotLost() {
        line.open(":");
        type(line, "spead 3");
        for (int i = 0; i < 3; i++) {
            line.type(key(KeyType.ArrowLeft));
        }
        line.type(key(KeyType.Backspace));
        type(line, "e");
        line.type(key(KeyType.Home));
        type(line, " é漢");
        "😀".chars().forEach(c -> line.type(new KeyStroke((char) c, false, false)));
        line.type(key(KeyType.Enter));
        assertThat(awaitLine(line)).isEqualTo("é漢😀speed 3");
    }

    @Test
    void completesAWord() {
        line.open(":");
        type(line, "pa\t");
        awaitRows("the completed word", seen -> seen.get(ROWS - 1).startsWith(":pause"));
        line.type(key(KeyType.Enter));
        assertThat(awaitLine(line)).isEqualTo("pause");
    }

    @Test
    void listsCompletionsBelowTheLine() {
        line.open(":");
        type(line, "che\t\t");
        List<String> rows = awaitRows("the list", seen -> seen.get(ROWS - 1).contains("checkmate"));
        assertThat(rows.get(ROWS - 1)).contains("checkpoint");
        assertThat(rows.get(ROWS - 2)).startsWith(":check");
        assertThat(cursor.getRow()).isEqualTo(ROWS - 2);
        line.cancel();
    }

    @Test
    void escapeCtrlCAndDeletingOnAnEmptyLineCancel() {
        List<KeyStroke> leaving = List.of(
                key(KeyType.Escape),
                new KeyStroke('c', true, false),
                key(KeyType.Backspace),
                new KeyStroke('d', true, false));
        for (KeyStroke leave : leaving) {
            line.open(":");
            type(line, "x");
            if (leave.getKeyType() == KeyType.Backspace
                    || leave.getCharacter() != null && leave.getCharacter() == 'd') {
                line.type(key(KeyType.Backspace));
            }
            line.type(leave);
            TestTerminal.await("closed by " + leave, () -> !line.isOpen());
            assertThat(line.takeLine()).isEmpty();
        }
        line.open(":");
        awaitRows("a clean line", seen -> seen.get(ROWS - 1).equals(":"));
    }

    @Test
    void remembersLinesAndKeepsThemInAFile(@TempDir Path folder) throws Exception {
        Path history = folder.resolve("history");
        try (CommandLine first = open(Optional.of(history))) {
            first.open(":");
            type(first, "theme nord!");
            first.type(key(KeyType.Enter));
            assertThat(awaitLine(first)).isEqualTo("theme nord!");
        }
        assertThat(Files.readAllLines(history)).containsExactly("theme nord!");
        try (CommandLine searching = open(Optional.of(history))) {
            searching.openPrivate("/", "lo");
            type(searching, "ss");
            searching.type(key(KeyType.Enter));
            assertThat(awaitLine(searching)).isEqualTo("loss");
        }
        assertThat(Files.readAllLines(history)).containsExactly("theme nord!");
        try (CommandLine second = open(Optional.of(history))) {
            second.open(":");
            second.type(key(KeyType.ArrowUp));
            second.type(key(KeyType.Enter));
            assertThat(awaitLine(second)).isEqualTo("theme nord!");
        }
    }

    @Test
    void followsTheWidthOfThePicture() {
        line.open(":");
        type(line, "goto 12");
        awaitRows("the text", seen -> seen.get(ROWS - 1).equals(":goto 12"));
        picture = blank(60);
        awaitRows("the text in a wider picture", seen -> seen.get(ROWS - 1).equals(":goto 12"));
        picture = blank(5);
        awaitRows("the text on two rows", seen -> seen.subList(ROWS - 2, ROWS).equals(List.of(":goto", " 12")));
    }
}
