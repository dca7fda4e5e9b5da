package io.traindeck.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.traindeck.event.Command;
import io.traindeck.event.Request;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.CommandAnswered;
import io.traindeck.event.TrainEvent.CommandStatus;
import io.traindeck.testing.Patience;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of commands that come together. */
class CommandDeskTest {
    private final List<TrainEvent> events = new ArrayList<>();
    private final CommandDesk desk = new CommandDesk(events::add);

    private void ask(String id, Command command) {
        desk.take(Request.of(id, command));
    }

    private void heed() {
        assertTimeoutPreemptively(Patience.LIMIT, () -> desk.heed(5, () -> "checkpoints/a"));
    }

    /** Returns the last answer to a command, as {@code status reason}. */
    private String answer(String id) {
        CommandAnswered last = events.stream()
                .filter(CommandAnswered.class::isInstance)
                .map(CommandAnswered.class::cast)
                .filter(answer -> answer.id().equals(id))
                .reduce((first, second) -> second)
                .orElseThrow();
        return (last.status() + " " + last.reason()).strip();
    }

    @Test
    void aRunThatIsEndingIsNotPaused() {
        ask("a", Command.STOP);
        ask("b", Command.PAUSE);
        heed();
        assertThat(answer("b")).isEqualTo("REFUSED the run is ending");
        assertThat(desk.end()).contains(Command.STOP);
        assertThat(desk.leave(() -> "checkpoints/a")).isEmpty();
        desk.ended(true);
        assertThat(answer("a")).isEqualTo("DONE");
        assertThat(events).noneMatch(TrainEvent.Paused.class::isInstance);
    }

    @Test
    void aSecondEndOfAnotherKindIsRefused() {
        desk.parks();
        ask("a", Command.PARK);
        ask("b", Command.PARK);
        ask("c", Command.STOP);
        heed();
        assertThat(answer("b")).isEqualTo("DONE it is ending already");
        assertThat(answer("c")).isEqualTo("REFUSED the run is ending");
        desk.ended(true);
        // The loop was not left: nothing is saved.
        assertThat(answer("a")).isEqualTo("REFUSED the run has ended");
        assertThat(desk.obeyedEnd()).isEmpty();
    }

    @Test
    void aStopOfARunThatFailsIsRefused() {
        ask("a", Command.STOP);
        heed();
        desk.ended(false);
        assertThat(answer("a")).isEqualTo("REFUSED the run failed");
    }

    @Test
    void aParkThatCannotBeSavedIsTakenBack() {
        desk.parks();
        ask("a", Command.PARK);
        heed();
        assertThat(desk.leave(() -> {
                    throw new IOException("No space left on device");
                }))
                .contains("No space left on device");
        assertThat(answer("a")).isEqualTo("REFUSED No space left on device");
        assertThat(desk.end()).isEmpty();
        ask("b", Command.PARK);
        heed();
        assertThat(desk.leave(() -> "checkpoints/a")).isEmpty();
        assertThat(desk.obeyedEnd()).contains(Command.PARK);
        desk.ended(true);
        assertThat(events).last().isInstanceOfSatisfying(CommandAnswered.class, answer -> assertThat(answer.status())
                .isEqualTo(CommandStatus.DONE));
    }

    @Test
    void aCommandGetsOneLastAnswer() {
        ask("a", Command.CHECKPOINT);
        desk.ended(true);
        heed();
        assertThat(answer("a")).isEqualTo("REFUSED the run has ended");
        assertThat(events).hasSize(1);
    }
}
