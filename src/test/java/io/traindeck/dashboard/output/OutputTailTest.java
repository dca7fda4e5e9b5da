package io.traindeck.dashboard.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.testing.Changes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputTailTest {
    private static final int ROWS = 5;

    @TempDir
    Path folder;

    private final Changes changes = new Changes();
    private Path file;
    private OutputTail tail;

    @BeforeEach
    void open() throws IOException {
        file = folder.resolve("nohup.out");
        Files.writeString(file, lines(1, 100));
        tail = new OutputTail(file, changes);
        tail.show(ROWS);
    }

    @AfterEach
    void close() {
        tail.close();
    }

    private static String lines(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(i -> "line " + i + "\n").collect(Collectors.joining());
    }

    private void append(String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.APPEND);
    }

    private OutputWindow await(Predicate<OutputWindow> wanted) throws InterruptedException {
        return changes.await(tail::window, wanted);
    }

    private static List<String> texts(OutputWindow window) {
        return window.rows().stream().map(OutputWindow.Row::text).toList();
    }

    private void awaitLast(String last) throws InterruptedException {
        await(window -> !window.rows().isEmpty()
                && texts(window).get(window.rows().size() - 1).equals(last));
    }

    private OutputWindow awaitFirst(String first) throws InterruptedException {
        return await(window -> !window.rows().isEmpty() && texts(window).get(0).equals(first));
    }

    @Test
    void theEndIsFollowedAsItGrows() throws Exception {
        awaitLast("line 100");
        assertThat(texts(tail.window())).containsExactly("line 96", "line 97", "line 98", "line 99", "line 100");
        append("line 101\nhalf");
        awaitLast("half");
        assertThat(tail.window().atEnd()).isTrue();
        append(" a line");
        awaitLast("half a line");
    }

    @Test
    void whoScrollsUpStaysThereUntilTheEndIsReachedAgain() throws Exception {
        awaitLast("line 100");
        tail.scroll(-3);
        awaitLast("line 97");
        append("line 101\n");
        tail.scroll(-1);
        awaitLast("line 96");
        assertThat(tail.window().atEnd()).isFalse();
        tail.scroll(50);
        awaitLast("line 101");
        assertThat(tail.window().atEnd()).isTrue();
        append("line 102\n");
        awaitLast("line 102");
    }

    @Test
    void firstAndLastLineAreAKeyAway() throws Exception {
        tail.toStart();
        assertThat(awaitFirst("line 1").atEnd()).isFalse();
        tail.scroll(-7);
        tail.scroll(2);
        awaitFirst("line 3");
        tail.toEnd();
        awaitLast("line 100");
    }

    @Test
    void aTextIsFoundBelowAndElseAboveAndThenGoneThroughInOrder() throws Exception {
        awaitLast("line 100");
        tail.find("LINE 42");
        assertThat(await(window -> !window.found().words().isEmpty()).found().words())
                .isEqualTo("The output has no \"LINE 42\".");
        tail.find("line 42");
        OutputWindow found = await(window -> window.found().line() >= 0);
        assertThat(texts(found)).contains("line 42");
        assertThat(found.atEnd()).isFalse();
        tail.find("ne 7");
        await(window -> texts(window).contains("line 70") && window.found().line() >= 0);
        long first = tail.window().found().line();
        tail.findNext(true);
        long second = await(window -> window.found().line() > first).found().line();
        tail.findNext(false);
        await(window -> window.found().line() == first);
        tail.findNext(false);
        await(window -> window.found().line() < first);
        tail.findNext(false);
        assertThat(await(window -> !window.found().words().isEmpty()).found().words())
                .isEqualTo("No further \"ne 7\" above.");
        assertThat(second).isGreaterThan(first);
        tail.find("");
        assertThat(await(window -> window.found().search() == null).found().line())
                .isEqualTo(-1);
    }

    @Test
    void aFileThatIsReplacedIsReadAnew() throws Exception {
        tail.scroll(-20);
        awaitLast("line 80");
        Path other = folder.resolve("other");
        Files.writeString(other, "fresh\n");
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
        awaitLast("fresh");
        assertThat(tail.window().rows()).hasSize(1);
        Files.delete(file);
        await(window -> !window.there());
        Files.writeString(file, "again\n");
        awaitLast("again");
    }

    @Test
    void whatIsNoFileIsSaid() throws Exception {
        Files.delete(file);
        Files.createDirectory(file);
        assertThat(await(window -> !window.trouble().isEmpty()).trouble()).startsWith("nohup.out cannot be read: ");
    }

    @Test
    void anEmptyFileHasNoLines() throws Exception {
        Files.writeString(file, "");
        OutputWindow window = await(now -> now.there() && now.rows().isEmpty());
        assertThat(window.atEnd()).isTrue();
        tail.scroll(-1);
        tail.scroll(1);
        tail.toStart();
        tail.findNext(true);
        append("first\n");
        awaitLast("first");
    }
}
