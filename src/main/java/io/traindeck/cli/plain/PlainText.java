package io.traindeck.cli.plain;

import io.traindeck.advice.TurnedDials;
import io.traindeck.event.Description;
import io.traindeck.event.DialNumber;
import io.traindeck.event.OwnMetrics;
import io.traindeck.event.Plan;
import io.traindeck.event.RoomForCheckpoints;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.Values;
import io.traindeck.metric.Metric;
import io.traindeck.text.Numbers;
import io.traindeck.text.Safe;
import java.util.Locale;
import java.util.Optional;

/** A run in plain lines: the lesson's line per epoch, and what else a person should know. */
public final class PlainText {
    /** Share of the newest step in the smoothed rate: about the last 50 steps count. */
    private static final double NEWEST_SHARE = 0.04;

    /** The most metrics of other programs that fit into a line. */
    private static final int MOST_METRICS = 6;

    /** The name of the run by now; if it is empty, the log's own name is told. */
    private final String name;

    private Description about = Description.NONE;
    private TurnedDials dials = TurnedDials.none(Description.NONE);
    private double imagesPerS = Double.NaN;

    /** The last step; null before the first. */
    private Measured step;

    /** The text of a run whose start is among the events. */
    public PlainText() {
        this("");
    }

    /** @param name the name of the run by now, which need not be the one under which its log was begun */
    PlainText(String name) {
        this.name = name;
    }

    /** The text of a run that goes on, if only its later events come. */
    public PlainText(Description about) {
        this("");
        this.about = about;
        dials = TurnedDials.none(about);
    }

    /** Takes an event that was told in an earlier session: the plan and the dials that it leads to hold now. */
    public void catchUp(TrainEvent event) {
        line(event);
    }

    /** The line for an event, safe for a terminal; empty if the event needs none. */
    public Optional<String> line(TrainEvent event) {
        String line = null;
        if (event instanceof TrainEvent.RunStarted started) {
            about = started.about();
            dials = TurnedDials.none(about);
            line = isOwn() ? started(started.run()) : null;
            if (line != null && started.parent() != null) {
                line += ", from " + started.parent().run() + " after step "
                        + started.parent().step();
            }
            if (line != null && isRenamed(started.run())) {
                line += ", begun as " + started.run();
            }
        } else if (event instanceof TrainEvent.Described described) {
            about = about.and(described.about());
            dials = dials.about(about);
            line = RoomForCheckpoints.words(described).orElse(null);
        } else if (event instanceof Measured row && row.kind() == Measured.Kind.STEP) {
            step = row;
        } else if (event instanceof Measured row) {
            boolean isOurs = isOwn() && row.values().has(OwnMetrics.GRAD_NORM_MAX);
            line = isOurs ? epoch(row) : place(row) + metrics(row.values());
        } else if (event instanceof TrainEvent.RunResumed resumed) {
            dials = dials.backTo(resumed.fromStep());
            line = "resumed after step " + resumed.fromStep()
                    + (resumed.epoch() == 0 ? "" : ", in epoch " + resumed.epoch());
        } else if (event instanceof TrainEvent.DialTurned turn) {
            dials = dials.with(turn);
            line = turn.name() + (turn.before().isEmpty() ? "" : " from " + DialNumber.text(turn.before())) + " to "
                    + DialNumber.text(turn.after()) + " after step " + turn.step();
        } else if (event instanceof TrainEvent.Paused paused) {
            line = "paused after step " + paused.step();
        } else if (event instanceof TrainEvent.Unpaused unpaused) {
            line = "going on after step " + unpaused.step();
        } else if (event instanceof TrainEvent.Warning warning) {
            line = "warning: " + warning.message();
        } else if (event instanceof TrainEvent.RunEnded ended) {
            line = ended.reason() == EndReason.FAILED ? "failed: " + ended.message() : ended.message();
            line = line.isBlank() ? "ended: " + ended.reason().name().toLowerCase(Locale.ROOT) : line;
        }
        return Optional.ofNullable(line).map(Safe::forLine);
    }

    /** Returns how far the epoch is; empty if the event does not tell. */
    Optional<String> progress(TrainEvent event) {
        if (event instanceof Measured step && step.kind() == Measured.Kind.STEP) {
            return Optional.of(isOwn() ? ownProgress(step) : place(step) + metrics(step.values()));
        } else if (event instanceof TrainEvent.Validating validating) {
            int planned = dials.plan().epochs();
            return Optional.of("epoch " + validating.epoch() + (planned == 0 ? "" : "/" + planned) + "  validating");
        }
        return Optional.empty();
    }

    private boolean isOwn() {
        return !about.fact("recipe").isEmpty();
    }

    private boolean isRenamed(String begun) {
        return !name.isEmpty() && !name.equals(begun);
    }

    private String started(String begun) {
        return String.format(
                Locale.ROOT,
                "%s: %s on %s, %d training and %d validation images, %s of %s, seed %d",
                name.isEmpty() ? begun : name,
                about.fact("recipe"),
                about.fact("data"),
                about.count("train_images"),
                about.count("val_images"),
                counted(dials.plan().epochs(), "epoch"),
                counted(dials.plan().stepsPerEpoch(), "step"),
                about.count("seed"));
    }

    /** A count of things, its digits together as in all plain lines. */
    private static String counted(long value, String noun) {
        return value + " " + noun + (value == 1 ? "" : "s");
    }

    /** The progress in at most 80 columns; the learning rate is left to the epoch's line. */
    private String ownProgress(Measured step) {
        Plan plan = dials.plan();
        double newest = step.values().get(OwnMetrics.IMAGES_PER_S);
        imagesPerS = Double.isNaN(imagesPerS) ? newest : imagesPerS + NEWEST_SHARE * (newest - imagesPerS);
        long stepsBefore = ((long) step.epoch() - 1) * plan.stepsPerEpoch();
        double imagesAStep = (double) about.count("train_images") / plan.stepsPerEpoch();
        return String.format(
                Locale.ROOT,
                "epoch %d/%d  step %d/%d  loss %.4f  grad_norm %.2f  %.0f images/s  ETA %s",
                (long) step.epoch(),
                plan.epochs(),
                step.step() - stepsBefore,
                plan.stepsPerEpoch(),
                step.values().get(OwnMetrics.LOSS),
                step.values().get(OwnMetrics.GRAD_NORM),
                imagesPerS,
                Numbers.span(imagesAStep * (plan.steps() - step.step()) / imagesPerS));
    }

    private String epoch(Measured epoch) {
        Values values = epoch.values();
        return String.format(
                Locale.ROOT,
                "epoch %2d/%d  train_loss %.4f  val_loss %.4f  train_acc %6s  val_acc %6s  lr %.2e"
                        + "  grad_norm %.2f (max %.2f)  %s%s",
                (long) epoch.epoch(),
                dials.plan().epochs(),
                values.get(OwnMetrics.TRAIN_LOSS),
                values.get(OwnMetrics.VAL_LOSS),
                Numbers.percent(values.get(OwnMetrics.TRAIN_ACC)),
                Numbers.percent(values.get(OwnMetrics.VAL_ACC)),
                rate(epoch),
                values.get(OwnMetrics.GRAD_NORM_MEAN),
                values.get(OwnMetrics.GRAD_NORM_MAX),
                Numbers.span(values.get(OwnMetrics.SECONDS)),
                Boolean.TRUE.equals(epoch.best()) ? "  best" : "");
    }

    /**
     * Returns the learning rate of the next step; after the last step of the plan, the rate that this last step had.
     */
    private double rate(Measured epoch) {
        boolean isLast = step != null
                && step.step() == epoch.step()
                && epoch.step() == dials.plan().steps();
        return (isLast ? step : epoch).values().get(OwnMetrics.LR);
    }

    private String place(Measured measured) {
        String epoch = Double.isNaN(measured.epoch()) ? "" : "epoch " + Numbers.shortest(measured.epoch()) + "  ";
        long planned = dials.plan().steps();
        return epoch + "step " + Numbers.count(measured.step()) + (planned == 0 ? "" : " of " + Numbers.count(planned));
    }

    private static String metrics(Values values) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(MOST_METRICS, values.size()); i++) {
            String name = values.names().get(i);
            text.append("  ").append(name).append(' ').append(Metric.of(name).text(values.at(i)));
        }
        return text.toString();
    }
}
