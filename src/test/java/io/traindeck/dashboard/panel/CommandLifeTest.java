package io.traindeck.dashboard.panel;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.Command;
import io.traindeck.event.TrainEvent.Checkpoint;
import io.traindeck.event.TrainEvent.CheckpointKind;
import io.traindeck.event.TrainEvent.CommandAnswered;
import io.traindeck.event.TrainEvent.CommandStatus;
import io.traindeck.state.Journal;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandLifeTest {
    private static final List<CommandLife.Sent> MINE = List.of(new CommandLife.Sent("a", Command.CHECKPOINT, 1_000));

    private static List<String> texts(List<CommandLife.Sent> sent, Journal journal, long nowMs) {
        return CommandLife.of(sent, journal, nowMs).stream()
                .map(life -> life.words().text())
                .toList();
    }

    private static Journal answer(Journal journal, String id, long timeMs, CommandStatus status, String reason) {
        return journal.apply(new CommandAnswered(timeMs, id, "checkpoint", status, reason));
    }

    @Test
    void sentAcceptedSaved() {
        assertThat(texts(MINE, Journal.EMPTY, 1_100)).containsExactly("checkpoint: sent");
        Journal accepted = answer(Journal.EMPTY, "a", 1_200, CommandStatus.ACCEPTED, "");
        assertThat(texts(MINE, accepted, 1_300)).containsExactly("checkpoint: accepted");
        String file = "checkpoints/step-00004512.safetensors";
        Journal saved = accepted.apply(new Checkpoint(1_400, CheckpointKind.KEY, file, 4512, 2, 39_000_000, 0.2));
        Journal done = answer(saved, "a", 1_400, CommandStatus.DONE, file);
        assertThat(texts(MINE, done, 1_500)).containsExactly("checkpoint saved: step 4 512, 39 MB in 0.2 s");
        String last = "checkpoints/last.safetensors";
        Journal later = done.apply(new Checkpoint(1_500, CheckpointKind.EPOCH, last, 4600, 2, 40_000_000, 0.3));
        assertThat(texts(MINE, later, 1_600)).as("its own, not the latest").isEqualTo(texts(MINE, done, 1_500));
        assertThat(texts(MINE, done, 20_000)).isEmpty();
    }

    @Test
    void refusedSaysWhy() {
        Journal refused = answer(Journal.EMPTY, "a", 1_200, CommandStatus.REFUSED, "disk full (12 MB free)");
        assertThat(texts(MINE, refused, 1_300)).containsExactly("checkpoint refused: disk full (12 MB free)");
    }

    @Test
    void aCommandThatNobodyTakesGoesStaleAndIsSaidToWait() {
        assertThat(texts(MINE, Journal.EMPTY, 30_999)).containsExactly("checkpoint: sent");
        assertThat(texts(MINE, Journal.EMPTY, 31_000))
                .containsExactly("checkpoint: stale, no trainer took it in 30s; it waits");
        assertThat(texts(MINE, Journal.EMPTY, 136_000))
                .containsExactly("checkpoint: stale, no trainer took it in 2m15s; it waits");
        assertThat(texts(MINE, Journal.EMPTY, 601_000)).isEmpty();
    }

    @Test
    void whatOthersSentIsSeenToo() {
        Journal other = answer(Journal.EMPTY, "b", 1_200, CommandStatus.ACCEPTED, "");
        assertThat(texts(MINE, other, 1_300))
                .containsExactly("checkpoint: sent", "checkpoint: accepted (sent elsewhere)");
    }
}
