package io.traindeck.dashboard.panel;

import io.traindeck.dashboard.draw.Phrase;
import io.traindeck.dashboard.draw.Role;
import io.traindeck.event.Description;
import io.traindeck.event.OwnMetrics;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Checkpoint;
import io.traindeck.event.TrainEvent.CheckpointKind;
import io.traindeck.event.TrainEvent.CommandAnswered;
import io.traindeck.event.TrainEvent.CommandStatus;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.RunEnded;
import io.traindeck.event.TrainEvent.RunStarted;
import io.traindeck.event.Values;
import io.traindeck.state.Rows;
import io.traindeck.text.Numbers;
import io.traindeck.text.Safe;
import java.util.Locale;
import java.util.stream.Collectors;

/** Events in words. */
final class EventWords {
    private EventWords() {}

    static Phrase of(TrainEvent event) {
        if (event instanceof RunStarted started) {
            String what = started(started.about());
            return Phrase.text("run started" + (what.isEmpty() ? "" : ": " + what));
        } else if (event instanceof Measured row) {
            return row(row);
        } else if (event instanceof Checkpoint checkpoint) {
            return Phrase.text(saved(checkpoint));
        } else if (event instanceof CommandAnswered answer) {
            return answered(answer);
        } else if (event instanceof TrainEvent.Paused paused) {
            return new Phrase("paused at step " + Numbers.count(paused.step()), Role.WARN);
        } else if (event instanceof TrainEvent.Unpaused unpaused) {
            return Phrase.text("training goes on from step " + Numbers.count(unpaused.step()));
        } else if (event instanceof TrainEvent.RunResumed resumed) {
            String file = Safe.forCells(resumed.file());
            return Phrase.text("resumed from step " + Numbers.count(resumed.fromStep()) + ", epoch " + resumed.epoch()
                    + (file.isEmpty() ? "" : ", " + file));
        } else if (event instanceof TrainEvent.Warning warning) {
            return new Phrase("warning: " + Safe.forCells(warning.message()), Role.WARN);
        } else if (event instanceof RunEnded ended) {
            return ended(ended);
        }
        return Phrase.text("");
    }

    /** What was written: checkpoint saved: step 4 512, 39 MB in 0.2 s. */
    static String saved(Checkpoint checkpoint) {
        String what = checkpoint.kind() == CheckpointKind.BEST ? "best weights saved" : "checkpoint saved";
        String seconds = Double.isFinite(checkpoint.seconds()) ? Numbers.fixed(checkpoint.seconds(), 1) : "?";
        return what + ": step " + Numbers.count(checkpoint.step()) + ", " + Numbers.bytes(checkpoint.bytes()) + " in "
                + seconds + " s";
    }

    /** Whether the overview lists the event: not what its table of epochs and its row of commands say already. */
    static boolean isNews(TrainEvent event) {
        if (event instanceof Measured row) {
            return Boolean.TRUE.equals(row.best());
        }
        if (event instanceof CommandAnswered answer) {
            return answer.status() == CommandStatus.REFUSED;
        }
        return !(event instanceof Checkpoint checkpoint)
                || (checkpoint.kind() != CheckpointKind.BEST && checkpoint.kind() != CheckpointKind.EPOCH);
    }

    private static String started(Description about) {
        if (about.fact("recipe").isEmpty()) {
            return about.facts().entrySet().stream()
                    .map(fact -> Safe.forCells(fact.getKey() + " " + fact.getValue()))
                    .collect(Collectors.joining(", "));
        }
        return Safe.forCells(about.fact("recipe")) + " on " + Safe.forCells(about.fact("data")) + ", "
                + Numbers.count(about.count("train_images")) + " images, "
                + about.plan().epochs() + " epochs, batch " + about.fact("batch_size") + ", "
                + Numbers.count(about.count("parameters")) + " parameters";
    }

    private static Phrase row(Measured row) {
        Values values = row.values();
        String accuracy = Numbers.percent(values.get(OwnMetrics.VAL_ACC));
        if (Boolean.TRUE.equals(row.best())) {
            return new Phrase("best so far: " + accuracy + " (" + Rows.name(row) + ")", Role.GOOD);
        }
        return Phrase.text(Rows.name(row) + ": val " + accuracy + ", val loss "
                + Numbers.loss(values.get(OwnMetrics.VAL_LOSS)) + ", train loss "
                + Numbers.loss(values.get(OwnMetrics.TRAIN_LOSS)));
    }

    private static Phrase answered(CommandAnswered answer) {
        String status = answer.status() == null ? "?" : answer.status().name().toLowerCase(Locale.ROOT);
        String reason = Safe.forCells(answer.reason());
        String line = Safe.forCells(answer.command()) + ": " + status + (reason.isEmpty() ? "" : ", " + reason);
        return new Phrase(line, status.equals("refused") ? Role.BAD : Role.TEXT);
    }

    private static Phrase ended(RunEnded ended) {
        String reason = ended.reason() == null
                ? "?"
                : ended.reason().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        String message = Safe.forCells(ended.message());
        boolean failed = ended.reason() == null || ended.reason() == TrainEvent.EndReason.FAILED;
        String how = message.startsWith(reason) ? message : reason + (message.isEmpty() ? "" : ", " + message);
        return new Phrase("run ended: " + how, failed ? Role.BAD : Role.GOOD);
    }
}
