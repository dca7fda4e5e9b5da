package io.traindeck.dashboard.panel;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.dashboard.Scenarios;
import io.traindeck.dashboard.Screens;
import io.traindeck.dashboard.draw.Glyphs;
import io.traindeck.dashboard.keys.Action;
import io.traindeck.dashboard.keys.Context;
import io.traindeck.dashboard.keys.KeyTable;
import io.traindeck.event.TrainEvent.Warning;
import io.traindeck.state.RunState;
import org.junit.jupiter.api.Test;

class NavigationTest {
    private final Navigation navigation = new Navigation(new KeyTable());
    private Frame frame = Scenarios.all().get("mid-run");

    private NavigationTest press(Action... actions) {
        for (Action action : actions) {
            frame = frame.with(navigation.after(action, frame, 80, 24).orElseThrow());
        }
        return this;
    }

    private String screen() {
        return Screens.text(frame, 80, 24);
    }

    @Test
    void theTableScrollsBetweenFirstAndLastEpochAndNoFurther() {
        press(Action.FIRST);
        assertThat(screen())
                .contains("     1         2.431")
                .doesNotContain("    11 ★")
                .contains("↓4");
        press(Action.UP, Action.DOWN);
        assertThat(screen()).doesNotContain("     1         2.431").contains("     8   ");
        assertThat(screen()).contains("↑1↓3");
        press(Action.PAGE_DOWN, Action.PAGE_DOWN, Action.UP);
        assertThat(screen()).contains("    10   ").doesNotContain("    11 ★");
        press(Action.LAST);
        assertThat(screen()).contains("    11 ★");
    }

    @Test
    void theTableStaysWhereItIsWhileAnotherViewIsLookedAt() {
        press(Action.FIRST, Action.SHOW_DIALS, Action.HALF_DOWN, Action.HALF_UP, Action.SHOW_OVERVIEW);
        assertThat(screen()).contains("     1         2.431");
        press(Action.LAST, Action.SHOW_OUTPUT, Action.FIRST, Action.UP, Action.SHOW_OVERVIEW);
        assertThat(screen()).contains("    11 ★");
    }

    @Test
    void theListOfEventsScrolls() {
        press(Action.SHOW_EVENTS, Action.FIRST);
        assertThat(screen()).contains("run started");
        press(Action.LAST);
        assertThat(screen()).doesNotContain("run started");
    }

    @Test
    void longEventsTakeSeveralLinesOfTheListAndScrollByLine() {
        RunState state = RunState.EMPTY;
        for (int i = 1; i <= 20; i++) {
            state = state.apply(
                    new Warning(i, "code", "number " + i + " " + "is long ".repeat(20) + "to its end " + i, i));
        }
        frame = Screens.frame(state, 20);
        press(Action.SHOW_EVENTS);
        assertThat(screen()).contains("warning: number 20 is long", "to its end 20");
        press(Action.UP, Action.UP, Action.UP);
        assertThat(screen().lines().toList().get(21)).endsWith("3 newer ↓");
        assertThat(screen()).contains("to its end 19").doesNotContain("number 20", "to its end 20");
        press(Action.FIRST);
        assertThat(screen()).contains("number 1 is long", "to its end 1\n");
        press(Action.LAST);
        assertThat(screen()).contains("to its end 20").doesNotContain("newer");
    }

    @Test
    void theCursorStartsAtTheEndAndGoesAwayThere() {
        press(Action.SHOW_CURVES, Action.CURSOR_LEFT);
        long column = CurvesView.stepsAColumn(frame.state(), 80);
        assertThat(frame.view().curves().cursor()).isEqualTo(4512 - column);
        assertThat(screen()).contains("steps 4 449-4 452");
        press(Action.CURSOR_RIGHT, Action.CURSOR_RIGHT);
        assertThat(frame.view().curves().cursor()).isEqualTo(ViewState.NO_CURSOR);
        for (int i = 0; i < 200; i++) {
            press(Action.CURSOR_LEFT);
        }
        assertThat(frame.view().curves().cursor()).isEqualTo(1);
    }

    @Test
    void theEarlyStopAsksFirstAndOnlyWhereThereIsSomethingToStop() {
        press(Action.EARLY_STOP);
        assertThat(frame.view().context()).isEqualTo(Context.CONFIRM);
        assertThat(screen()).contains("Stop the run early?").contains("y stop early");
        press(Action.NO);
        assertThat(frame.view().context()).isEqualTo(Context.LIVE);
        frame = Scenarios.all().get("finished");
        press(Action.EARLY_STOP);
        assertThat(frame.view().context()).isEqualTo(Context.LIVE);
    }

    @Test
    void helpOpensScrollsAndCloses() {
        press(Action.HELP);
        assertThat(screen()).contains("Keys").contains("Write a checkpoint now.");
        press(Action.DOWN, Action.PAGE_DOWN, Action.LAST, Action.FIRST, Action.NO);
        assertThat(frame.view().context()).isEqualTo(Context.LIVE);
    }

    @Test
    void everyWordOfHelpCanBeReadOnAnyScreen() {
        for (Glyphs glyphs : Glyphs.values()) {
            frame = frame.with(frame.view().withOverlay(Context.HELP));
            StringBuilder read = new StringBuilder();
            for (int i = 0; i < 100; i++) {
                read.append(Screens.text(Screens.draw(frame, 30, 8, glyphs)).replaceAll("\\s+", " "));
                frame = frame.with(navigation.after(Action.DOWN, frame, 30, 8).orElseThrow());
            }
            assertThat(read)
                    .contains("Pause training, or go on.", "These keys.", "Leave. Training goes on.", "no number");
        }
    }

    @Test
    void whatIsForTheRunOrTheProgramIsLeftToThem() {
        assertThat(navigation.after(Action.CHECKPOINT, frame, 80, 24)).isEmpty();
        assertThat(navigation.after(Action.LEAVE, frame, 80, 24)).isEmpty();
        assertThat(navigation.after(Action.YES, frame, 80, 24)).isEmpty();
    }
}
