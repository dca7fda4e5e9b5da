package io.traindeck.dashboard.panel;

import static org.assertj.core.api.Assertions.assertThat;

import com.googlecode.lanterna.TerminalSize;
import io.traindeck.dashboard.Screens;
import io.traindeck.dashboard.keys.Action;
import io.traindeck.dashboard.keys.KeyTable;
import io.traindeck.dashboard.page.TypedCommand;
import io.traindeck.event.TrainEvent.Warning;
import io.traindeck.state.RunState;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventSearchTest {
    private static final TerminalSize SIZE = new TerminalSize(80, 24);

    private final Onlooker onlooker = new Onlooker(new KeyTable(), Optional.empty(), () -> {});
    private Frame frame;

    @BeforeEach
    void showEvents() {
        RunState state = RunState.EMPTY;
        for (int i = 1; i <= 100; i++) {
            String needle = i % 30 == 10 ? " needle" : "";
            state = state.apply(new Warning(i, "code", "number " + i + " " + "is long ".repeat(15) + needle, i));
        }
        frame = Screens.frame(state, 20);
        press(Action.SHOW_EVENTS);
    }

    @AfterEach
    void close() {
        onlooker.close();
    }

    private void press(Action... actions) {
        for (Action action : actions) {
            frame = frame.with(frame.view().withNotice(""));
            frame = frame.with(onlooker.press(action, frame, SIZE).orElseThrow().view());
        }
    }

    private void type(String sought) {
        frame = frame.with(frame.view().withNotice(""));
        frame = frame.with(onlooker.obey(new TypedCommand(TypedCommand.SEARCH, sought), frame.view())
                .orElseThrow()
                .view());
    }

    private String screen() {
        frame = frame.with(onlooker.look(frame, SIZE.getColumns(), SIZE.getRows()));
        return Screens.text(frame, SIZE.getColumns(), SIZE.getRows());
    }

    @Test
    void goesToTheNearestMatchAndOnFromThere() {
        type("needle");
        assertThat(screen()).as("100 is seen, and none of them is below").contains("number 100 ");
        press(Action.FIND_PREVIOUS);
        assertThat(screen()).contains("number 70 ").doesNotContain("number 100 ");
        press(Action.FIND_PREVIOUS, Action.FIND_PREVIOUS);
        assertThat(screen()).contains("number 10 ");
        press(Action.FIND_PREVIOUS);
        assertThat(screen()).contains("number 10 ", "No earlier event has it.");
        press(Action.FIND_NEXT, Action.FIND_NEXT, Action.FIND_NEXT);
        assertThat(screen()).contains("number 100 ");
        press(Action.FIND_NEXT);
        assertThat(screen()).contains("number 100 ", "No later event has it.");
        assertThat(Onlooker.sought(frame.view())).isEqualTo("needle");
    }

    @Test
    void lookedForFromTheTopTheFirstMatchBelowIsFound() {
        press(Action.FIRST);
        type("needle");
        assertThat(screen()).contains("number 10 ").doesNotContain("number 40 ");
    }

    @Test
    void saysThatThereIsNone() {
        type("haystack");
        assertThat(screen()).contains("No event has \"haystack\".", "number 100 ");
        type("");
        assertThat(screen()).doesNotContain("haystack");
        assertThat(onlooker.press(Action.FIND_NEXT, frame, SIZE)).isEmpty();
    }
}
