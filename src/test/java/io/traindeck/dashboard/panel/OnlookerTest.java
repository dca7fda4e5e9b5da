package io.traindeck.dashboard.panel;

import static org.assertj.core.api.Assertions.assertThat;

import com.googlecode.lanterna.TerminalSize;
import io.traindeck.dashboard.Scenarios;
import io.traindeck.dashboard.Screens;
import io.traindeck.dashboard.keys.Action;
import io.traindeck.dashboard.keys.Context;
import io.traindeck.dashboard.keys.KeyTable;
import io.traindeck.dashboard.keys.View;
import io.traindeck.dashboard.page.TypedCommand;
import io.traindeck.testing.Changes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The output of a run, from the file to the screen. */
class OnlookerTest {
    private static final TerminalSize SIZE = new TerminalSize(80, 24);

    @TempDir
    Path folder;

    private final Changes changes = new Changes();
    private Path file;
    private Onlooker onlooker;
    private Frame frame = Scenarios.all().get("mid-run");

    @BeforeEach
    void print() throws IOException {
        file = folder.resolve("trainer.log");
        Files.writeString(
                file, IntStream.range(0, 300).mapToObj(i -> "line " + i + "\n").collect(Collectors.joining()));
        Files.writeString(file, "x".repeat(100) + " the end\n", StandardOpenOption.APPEND);
        onlooker = new Onlooker(new KeyTable(), Optional.of(file), changes);
    }

    @AfterEach
    void close() {
        onlooker.close();
    }

    private void press(Action... actions) {
        for (Action action : actions) {
            frame = frame.with(onlooker.press(action, frame, SIZE).orElseThrow().view());
        }
    }

    private void find(String text) {
        TypedCommand typed = new TypedCommand(TypedCommand.SEARCH, text);
        frame = frame.with(onlooker.obey(typed, frame.view()).orElseThrow().view());
    }

    private String screen() {
        frame = frame.with(onlooker.look(frame, 80, 24));
        return Screens.text(frame, 80, 24);
    }

    /** Returns the screen so wide that the keys have room. */
    private String wide() {
        screen();
        return Screens.text(frame, 120, 24);
    }

    private String await(String words) throws InterruptedException {
        return changes.await(this::screen, screen -> screen.contains(words));
    }

    @Test
    void theOutputIsFollowedScrolledAndSearched() throws Exception {
        press(Action.SHOW_OUTPUT);
        assertThat(await("line 299")).contains("trainer.log", "end, followed");
        press(Action.PAGE_UP, Action.UP);
        await("line 261");
        press(Action.FIRST);
        await("line 0");
        find("Line 123");
        await("The output has no \"Line 123\".");
        find("line 123");
        assertThat(await("line 123")).contains("n next");
        assertThat(Onlooker.sought(frame.view())).isEqualTo("line 123");
        press(Action.LAST);
        await("end, followed");
        Files.writeString(file, "one more\n", StandardOpenOption.APPEND);
        await("one more");
    }

    @Test
    void theRestOfALongLineIsSeenAsideAndSoIsWhatWasFoundThere() throws Exception {
        press(Action.SHOW_OUTPUT);
        assertThat(await("xxx")).doesNotContain("the end");
        press(Action.RIGHT, Action.RIGHT);
        await("the end");
        press(Action.LEFT, Action.LEFT, Action.LEFT);
        assertThat(screen()).doesNotContain("the end");
        find("the end");
        await("the end");
    }

    @Test
    void whatIsPressedUnderHelpIsNotForTheOutput() throws Exception {
        press(Action.SHOW_OUTPUT);
        await("line 299");
        press(Action.HELP, Action.DOWN);
        assertThat(frame.view().helpDown()).isEqualTo(1);
        press(Action.NO);
        assertThat(frame.view().context()).isEqualTo(Context.LIVE);
        assertThat(await("line 299")).contains("end, followed");
    }

    @Test
    void tabGoesToTheOutputOnlyWhereThereIsOne() throws Exception {
        changes.await(this::wide, screen -> screen.contains("4 output"));
        press(Action.NEXT_VIEW, Action.NEXT_VIEW, Action.NEXT_VIEW);
        assertThat(frame.view().view()).isEqualTo(View.OUTPUT);
        press(Action.NEXT_VIEW);
        Files.delete(file);
        changes.await(this::wide, screen -> !screen.contains("4 output"));
        press(Action.NEXT_VIEW, Action.NEXT_VIEW, Action.NEXT_VIEW);
        assertThat(frame.view().view()).isEqualTo(View.OVERVIEW);
        press(Action.SHOW_OUTPUT);
        assertThat(screen()).contains("There is no trainer.log in the run's folder");
    }

    @Test
    void aRunWithoutAnyOutputSaysSo() {
        try (Onlooker other = new Onlooker(new KeyTable(), Optional.empty(), () -> {})) {
            frame = frame.with(
                    other.press(Action.SHOW_OUTPUT, frame, SIZE).orElseThrow().view());
            frame = frame.with(other.look(frame, 80, 24));
            assertThat(Screens.text(frame, 80, 24)).contains("No output of this run is known");
            for (Action action : new Action[] {Action.UP, Action.LAST, Action.FIND_NEXT, Action.LEFT}) {
                other.press(action, frame, SIZE).ifPresent(answer -> frame = frame.with(answer.view()));
            }
            assertThat(other.obey(new TypedCommand(TypedCommand.SEARCH, "x"), frame.view()))
                    .isPresent();
        }
    }
}
