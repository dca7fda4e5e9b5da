package io.traindeck.advice;

import io.traindeck.advice.Signals.Cast;
import io.traindeck.advice.Signals.Quantities;
import io.traindeck.advice.Signals.Role;
import io.traindeck.event.Description;
import io.traindeck.event.Dial;
import io.traindeck.event.Plan;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Described;
import io.traindeck.event.TrainEvent.DialTurned;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.RunResumed;
import io.traindeck.event.TrainEvent.RunStarted;
import io.traindeck.event.TrainEvent.SystemUsage;
import java.util.Objects;
import java.util.Optional;

/**
 * The facts that the rules look at: the run's description, the last values of each signal, the rounds, and the speed.
 * Its size is bounded, whatever the length of the log.
 */
final class History {
    /** The kinds of news that an event may bring. */
    enum News {
        NONE,
        STEP,
        ROUND,
        STEP_AND_ROUND;

        boolean isStep() {
            return this == STEP || this == STEP_AND_ROUND;
        }

        boolean isRound() {
            return this == ROUND || this == STEP_AND_ROUND;
        }
    }

    private Description about = Description.NONE;
    private TurnedDials dials = TurnedDials.none(Description.NONE);
    private final Signals signals = new Signals();
    private Cast cast = signals.cast();
    private final Losses losses = new Losses();
    private final Window rates = new Window();
    private final Window norms = new Window();
    private final Rounds rounds = new Rounds();
    private final Speed speed = new Speed();
    private double highestRate;
    private boolean ours;
    private double lossOfGuessing = Double.NaN;
    private double batchSize = Double.NaN;

    News take(TrainEvent event) {
        if (event instanceof Measured measured) {
            return take(measured);
        } else if (event instanceof SystemUsage usage) {
            speed.take(usage);
        } else if (event instanceof RunStarted start) {
            begin();
            describe(start.about());
        } else if (event instanceof Described described) {
            describe(about.and(described.about()));
        } else if (event instanceof DialTurned turn) {
            dials = dials.with(turn);
        } else if (event instanceof RunResumed resumed) {
            backTo(resumed);
        }
        return News.NONE;
    }

    private News take(Measured measured) {
        Line line = new Line(measured, signals.places(measured.values().names()));
        if (cast != signals.cast()) {
            recast();
        }
        boolean step = line.isStep();
        boolean round = line.isRound();
        if (step) {
            takeStep(line);
        }
        if (round) {
            rounds.add(line, signals.goal(), losses.mean(), rates.last());
            losses.beginRound();
        }
        return step ? round ? News.STEP_AND_ROUND : News.STEP : round ? News.ROUND : News.NONE;
    }

    /** Clears what is known of a role that another metric plays now: values of the metric before it do not count. */
    private void recast() {
        Quantities before = cast.quantities();
        Quantities now = signals.cast().quantities();
        boolean sameRounds = Objects.equals(before.loss(), now.loss())
                && Objects.equals(before.score(), now.score())
                && cast.heldOut() == signals.cast().heldOut()
                && Objects.equals(cast.goal(), signals.goal());
        cast = signals.cast();
        if (!Objects.equals(before.loss(), now.loss())) {
            losses.clear();
        }
        if (!Objects.equals(before.rate(), now.rate())) {
            rates.clear();
            highestRate = 0;
        }
        if (!Objects.equals(before.norm(), now.norm())) {
            norms.clear();
        }
        if (!Objects.equals(before.speed(), now.speed())) {
            speed.clear();
        }
        if (!sameRounds) {
            rounds.clear();
        }
    }

    private void takeStep(Line line) {
        long step = line.measured().step();
        if (line.has(Role.TRAIN_LOSS)) {
            losses.add(step, line.value(Role.TRAIN_LOSS));
        }
        if (line.has(Role.RATE)) {
            rates.add(step, line.value(Role.RATE));
            highestRate = line.value(Role.RATE) > highestRate ? line.value(Role.RATE) : highestRate;
        }
        if (line.has(Role.GRAD_NORM)) {
            norms.add(step, line.value(Role.GRAD_NORM));
        }
        if (line.has(Role.SPEED)) {
            speed.take(line, batchSize);
        }
    }

    private void begin() {
        dials = TurnedDials.none(Description.NONE);
        describe(Description.NONE);
        signals.clear();
        cast = signals.cast();
        losses.clear();
        rates.clear();
        norms.clear();
        rounds.clear();
        speed.clear();
        highestRate = 0;
    }

    private void describe(Description description) {
        about = description;
        dials = dials.about(description);
        ours = description.isOwn();
        double classes = fact("classes");
        lossOfGuessing = classes >= 2 ? Math.log(classes) : Double.NaN;
        batchSize = ours ? fact("batch_size") : Double.NaN;
        signals.declare(description.goal());
    }

    /**
     * Drops what is later than the step from which the run goes on. The speed of the machine stays: it remains true of
     * the dropped steps.
     */
    private void backTo(RunResumed resumed) {
        dials = dials.backTo(resumed.fromStep());
        losses.backTo(resumed.fromStep());
        rates.backTo(resumed.fromStep());
        norms.backTo(resumed.fromStep());
        rounds.backTo(resumed.fromStep(), resumed.epoch());
        speed.interrupt();
    }

    /** Returns whether traindeck's own trainer trains, whose dials have names. */
    boolean isOurs() {
        return ours;
    }

    /** The plan of the run; what is not known is 0. */
    Plan plan() {
        return dials.plan();
    }

    /** Returns whether the gradient is clipped, as far as is known. */
    boolean clips() {
        return plan().clip() > 0;
    }

    /** Returns whether the trainer says that it lets a person turn that dial while it trains. */
    boolean turns(Dial dial) {
        return about.commands().contains("set:" + dial.word());
    }

    /** Returns whether a dial of traindeck's trainer is known to be off: it is 0 or false. */
    boolean isOff(Dial dial) {
        return isKnownAs(dial, true);
    }

    /** Returns whether a dial of traindeck's trainer is known to be on: it is above 0 or true. */
    boolean isOn(Dial dial) {
        return isKnownAs(dial, false);
    }

    private boolean isKnownAs(Dial dial, boolean off) {
        try {
            Optional<String> value = dials.value(dial.word());
            return ours && value.isPresent() && (dial.value(value.get()) == 0) == off;
        } catch (IllegalArgumentException e) {
            return false; // A log may say anything.
        }
    }

    SchedulePlan schedule() {
        return dials.schedule();
    }

    /** The device as the log calls it; empty if the log does not say. */
    String device() {
        return about.facts().getOrDefault("device", "");
    }

    Signals signals() {
        return signals;
    }

    /** The training loss by step. */
    Losses losses() {
        return losses;
    }

    Window rates() {
        return rates;
    }

    /** The gradient norms. */
    Window norms() {
        return norms;
    }

    Rounds rounds() {
        return rounds;
    }

    Speed speed() {
        return speed;
    }

    /** The last step of which anything is known; 0 before the first. */
    long lastStep() {
        long step = Math.max(losses.window().lastStep(), Math.max(rates.lastStep(), norms.lastStep()));
        return rounds.last() == null ? step : Math.max(step, rounds.last().step());
    }

    /** The largest rate, as planned or else as seen; 0 if neither is known. */
    double highestRate() {
        return plan().maxLr() > 0 ? plan().maxLr() : highestRate;
    }

    /** The mean loss of guessing each class equally often, ln(classes); NaN if the log does not tell the classes. */
    double lossOfGuessing() {
        return lossOfGuessing;
    }

    /**
     * The loss of a network that has learned nothing: that of guessing, else that of the first steps; NaN if neither is
     * known.
     */
    double lossAtFirst() {
        return Double.isNaN(lossOfGuessing) ? losses.lowest().first() : lossOfGuessing;
    }

    /** Returns the number of rounds, at least {@code least}, that hold enough steps for a trend. */
    int roundsOfATrend(int least) {
        long steps = rounds.areEpochs() ? plan().stepsPerEpoch() : rounds.distance();
        return steps < 1 ? least : (int) Math.max(least, (Thresholds.STEPS_FOR_A_TREND + steps - 1) / steps);
    }

    private double fact(String name) {
        try {
            return Double.parseDouble(about.facts().getOrDefault(name, ""));
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
