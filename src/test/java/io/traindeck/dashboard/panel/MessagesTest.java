package io.traindeck.dashboard.panel;

import static org.assertj.core.api.Assertions.assertThat;

import com.googlecode.lanterna.TerminalSize;
import io.traindeck.dashboard.SampleRun;
import io.traindeck.dashboard.Screens;
import io.traindeck.dashboard.keys.Action;
import io.traindeck.dashboard.keys.Context;
import io.traindeck.dashboard.keys.KeyTable;
import io.traindeck.dashboard.keys.View;
import io.traindeck.event.Command;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The messages above the keys, and the page of all messages. */
class MessagesTest {
    private static final String LONG =
            "cannot start a trainer: /home/ana/experiments/2026/november/first-of-many/runs is on"
                    + " a disk that is full: make room there, or name another folder with --runs";

    private final SampleRun run = new SampleRun(4, 50).epochsMore(2);
    private Frame frame = Screens.frame(run.state(), run.nowMs());

    private void say(String text, long ms) {
        frame = frame.with(frame.view().withNotice(text, ms));
    }

    private static String unwrapped(String screen) {
        return screen.replaceAll("\\s+", "").replace("…", "");
    }

    @ParameterizedTest
    @CsvSource({"45, 20", "60, 15", "60, 50", "80, 24", "132, 40"})
    void aLongNoticeIsReadWhole(int width, int height) {
        say(LONG, run.nowMs());
        for (View view : List.of(View.OVERVIEW, View.CURVES, View.EVENTS)) {
            String screen = Screens.text(frame.with(frame.view().withView(view)), width, height);
            assertThat(unwrapped(screen)).contains(unwrapped(LONG));
            assertThat(screen.lines().toList().get(height - 1)).contains("q leave");
        }
    }

    @Test
    void aNoticeThatFitsCoversNothing() {
        String before = Screens.text(frame, 80, 24);
        say("Copied.", run.nowMs());
        List<String> after = Screens.text(frame, 80, 24).lines().toList();
        assertThat(after.subList(0, 22)).isEqualTo(before.lines().toList().subList(0, 22));
        assertThat(after.get(22)).isEqualTo(" Copied.");
    }

    @Test
    void allThatWasSaidIsThereWithItsTimeTheNewestLast() {
        Navigation navigation = new Navigation(new KeyTable());
        for (int i = 1; i <= 30; i++) {
            say("message " + i + " of thirty", run.nowMs() + 1_000L * i);
            say("", 0);
        }
        say(LONG, run.nowMs() + 60_000);
        say("", 0);
        frame = frame.with(navigation.after(Action.SHOW_MESSAGES, frame, 80, 24).orElseThrow());
        assertThat(frame.view().context()).isEqualTo(Context.MESSAGES);
        String end = Screens.text(frame, 80, 24);
        assertThat(unwrapped(end)).contains("message30ofthirty", unwrapped(LONG).substring(0, 60));
        assertThat(end)
                .containsPattern("(?m)^ 10:0\\d:\\d\\d  message 29 of thirty$")
                .doesNotContain("message 1 of");
        frame = frame.with(navigation.after(Action.FIRST, frame, 80, 24).orElseThrow());
        assertThat(Screens.text(frame, 80, 24))
                .contains("message 1 of thirty", " newer")
                .doesNotContain("message 30");
        frame = frame.with(navigation.after(Action.LAST, frame, 80, 24).orElseThrow());
        assertThat(Screens.text(frame, 80, 24)).isEqualTo(end);
        frame = frame.with(navigation.after(Action.NO, frame, 80, 24).orElseThrow());
        assertThat(frame.view().overlay()).isNull();
    }

    /** The life of a command was seen above the keys, but was not among the messages. */
    @Test
    void whatBecameOfACommandIsThereStageByStage() {
        long sentMs = run.nowMs();
        frame = frame.with(frame.view().withSent(new CommandLife.Sent("a", Command.CHECKPOINT, sentMs)));
        try (Onlooker onlooker = new Onlooker(new KeyTable(), Optional.empty(), () -> {})) {
            for (long later : new long[] {0, 1_000, 31_000, 32_000, 33_000}) {
                Frame now = Screens.frame(run.state(), sentMs + later).with(frame.view());
                frame = now.with(onlooker.look(now, 80, 24));
            }
        }
        assertThat(frame.view().messages())
                .extracting(ViewState.Message::text)
                .containsExactly("checkpoint: sent", "checkpoint: stale, no trainer took it in 31s; it waits");
        assertThat(Screens.text(frame.with(frame.view().withOverlay(Context.MESSAGES)), 80, 24))
                .containsPattern("(?m)^ \\d\\d:\\d\\d:\\d\\d  checkpoint: sent$")
                .containsPattern("(?m)^ \\d\\d:\\d\\d:\\d\\d  checkpoint: stale");
    }

    @Test
    void aMessageOfAKeyHasItsTimeAndOneOfNoTimeIsNoPartOfTheOneBefore() {
        try (Onlooker onlooker = new Onlooker(new KeyTable(), Optional.empty(), () -> {})) {
            TerminalSize size = new TerminalSize(80, 24);
            frame = frame.with(
                    onlooker.press(Action.COPY, frame, size).orElseThrow().view());
        }
        assertThat(frame.view().noticeMs()).isEqualTo(run.nowMs());
        say("of no time", 0);
        assertThat(Screens.text(frame.with(frame.view().withOverlay(Context.MESSAGES)), 80, 24))
                .containsPattern("(?m)^ \\d\\d:\\d\\d:\\d\\d  Copied, where")
                .containsPattern("(?m)^ -         of no time$");
    }

    @Test
    void whatIsSaidAgainAndAgainIsKeptOnceAndNotWithoutEnd() {
        for (int i = 0; i < 2_000; i++) {
            say("The disk is full.", i + 1);
            say("", 0);
        }
        assertThat(frame.view().messages()).hasSize(1);
        for (int i = 0; i < 2_000; i++) {
            say("message " + i, i + 1);
        }
        assertThat(frame.view().messages()).hasSize(500);
    }

    @ParameterizedTest
    @EnumSource(
            value = Context.class,
            names = {"HOME", "COMPARE"})
    void pagesWithViewsOfTheirOwnOpenAndCloseItToo(Context place) {
        Navigation navigation = new Navigation(new KeyTable());
        Frame page = frame.with(ViewState.of(place).withNotice("said here", 5_000));
        ViewState open = navigation.help(Action.SHOW_MESSAGES, page, 80, 24).orElseThrow();
        assertThat(open.overlay()).isEqualTo(Context.MESSAGES);
        ViewState closed = navigation.help(Action.NO, page.with(open), 80, 24).orElseThrow();
        assertThat(closed.overlay()).isNull();
        assertThat(navigation.help(Action.UP, page, 80, 24)).isEmpty();
    }
}
