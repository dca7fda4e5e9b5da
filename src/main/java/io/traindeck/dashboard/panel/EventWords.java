package io.traindeck.dashboard.panel;

import io.traindeck.dashboard.draw.Phrase;
import io.traindeck.dashboard.draw.Role;
import io.traindeck.event.Description;
import io.traindeck.event.DialNumber;
import io.traindeck.event.OwnMetrics;
import io.traindeck.event.RoomForCheckpoints;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Checkpoint;
import io.traindeck.event.TrainEvent.CheckpointKind;
import io.traindeck.event.TrainEvent.CommandAnswered;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.RunEnded;
import io.traindeck.event.TrainEvent.RunStarted;
import io.traindeck.event.Values;
import io.traindeck.metric.Group;
import io.traindeck.metric.Metric;
import io.traindeck.state.Rows;
import io.traindeck.state.RunState;
import io.traindeck.text.Numbers;
import io.traindeck.text.Safe;
import java.util.List;
import java.util.Locale;

/** Events in words. */
final class EventWords {
    private static final int MOST_VALUES = 4;

    private final RunState state;
    private final String oldName;

    /** @param state the state of the run that the events are from: its goal, and the digits of its metrics */
    EventWords(RunState state) {
        this(state, "");
    }

    /** @param oldName the name with which the run began, if it has another one now; else empty */
    EventWords(RunState state, String oldName) {
        this.state = state;
        this.oldName = oldName;
    }

    Phrase of(TrainEvent event) {
        if (event instanceof RunStarted started) {
            String what = started(started.about());
            String begun = started.parent() == null
                    ? "run started"
                    : "branch of " + Safe.forCells(started.parent().run()) + " after step "
                            + Numbers.count(started.parent().step());
            String as = oldName.isEmpty() ? "" : " as " + oldName;
            return Phrase.text(begun + as + (what.isEmpty() ? "" : ": " + what));
        } else if (event instanceof Measured row) {
            return row(row);
        } else if (event instanceof Checkpoint checkpoint) {
            return Phrase.text(saved(checkpoint));
        } else if (event instanceof CommandAnswered answer) {
            return answered(answer);
        } else if (event instanceof TrainEvent.DialTurned turn) {
            return new Phrase(Safe.forCells(turned(turn)), Role.ACCENT);
        } else if (event instanceof TrainEvent.Paused paused) {
            return new Phrase("paused at step " + Numbers.count(paused.step()), Role.WARN);
        } else if (event instanceof TrainEvent.Unpaused unpaused) {
            return Phrase.text("training goes on from step " + Numbers.count(unpaused.step()));
        } else if (event instanceof TrainEvent.RunResumed resumed) {
            String file = Safe.forCells(resumed.file());
            if (file.isEmpty()) {
                // No checkpoint was given: another's program finds its way by itself, or begins anew.
                return Phrase.text(
                        resumed.fromStep() == 0
                                ? "started again from the beginning"
                                : "started again after step " + Numbers.count(resumed.fromStep()));
            }
            return Phrase.text("resumed from step " + Numbers.count(resumed.fromStep())
                    + (resumed.epoch() < 1 ? "" : ", epoch " + resumed.epoch())
                    + ", " + file);
        } else if (event instanceof TrainEvent.Warning warning) {
            return new Phrase("warning: " + Safe.forCells(warning.message()), Role.WARN);
        } else if (event instanceof RunEnded ended) {
            return ended(ended);
        }
        return Phrase.text(RoomForCheckpoints.words(event).map(Safe::forCells).orElse(""));
    }

    /** Says what was written, for instance: checkpoint saved: step 4 512, 39 MB in 0.2 s. */
    static String saved(Checkpoint checkpoint) {
        String what = checkpoint.kind() == CheckpointKind.BEST ? "best weights saved" : "checkpoint saved";
        String seconds = Double.isFinite(checkpoint.seconds()) ? Numbers.fixed(checkpoint.seconds(), 1) : "?";
        return what + ": step " + Numbers.count(checkpoint.step()) + ", " + Numbers.bytes(checkpoint.bytes()) + " in "
                + seconds + " s";
    }

    /** Says what was turned, for instance: max_lr from 0.003 to 0.001 after step 1 234. */
    private static String turned(TrainEvent.DialTurned turn) {
        boolean known = turn.before() != null && !turn.before().isEmpty();
        return turn.name() + (known ? " from " + DialNumber.text(turn.before()) : "") + " to "
                + DialNumber.text(turn.after()) + " after step "
                + Numbers.count(turn.step());
    }

    private static String started(Description about) {
        if (!about.isOwn()) {
            List<String> facts = FactsLine.of(about);
            return String.join(", ", facts.subList(0, Math.min(MOST_VALUES, facts.size())));
        }
        return Safe.forCells(about.fact("recipe")) + " on " + Safe.forCells(about.fact("data")) + ", "
                + Numbers.counted(about.count("train_images"), "image") + ", "
                + Numbers.counted(about.plan().epochs(), "epoch") + ", batch "
                + Safe.forCells(about.fact("batch_size")) + ", "
                + Numbers.count(about.count("parameters")) + " parameters";
    }

    private Phrase row(Measured row) {
        if (Boolean.TRUE.equals(row.best()) && state.goal() != null) {
            String words = "best so far: " + MetricWords.goal(state, row) + " (" + Rows.name(row) + ")";
            Measured best = state.best();
            return new Phrase(words, best != null && best.step() > row.step() ? Role.TEXT : Role.GOOD);
        }
        return Phrase.text(Rows.name(row) + ": " + String.join(", ", values(row.values())));
    }

    /** The goal and the losses; of another program's log, the first values in the order in which they matter. */
    private List<String> values(Values values) {
        if (values.has(OwnMetrics.VAL_ACC) && values.has(OwnMetrics.TRAIN_LOSS)) {
            return List.of(
                    "val " + Numbers.percent(values.get(OwnMetrics.VAL_ACC)),
                    "val loss " + Numbers.loss(values.get(OwnMetrics.VAL_LOSS)),
                    "train loss " + Numbers.loss(values.get(OwnMetrics.TRAIN_LOSS)));
        }
        List<Metric> metrics = values.names().list().stream().map(Metric::of).toList();
        return Group.of(metrics, state.goal()).stream()
                .flatMap(group -> group.lines().stream())
                .limit(MOST_VALUES)
                .map(metric -> MetricWords.named(state, metric.name(), values.get(metric.name())))
                .toList();
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
