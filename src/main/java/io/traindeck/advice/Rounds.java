package io.traindeck.advice;

import io.traindeck.advice.Round.Pair;
import io.traindeck.advice.Round.Standing;
import io.traindeck.advice.Signals.Role;
import io.traindeck.event.Goal;
import io.traindeck.event.TrainEvent.Measured;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The rounds of a run, in the order of their steps. */
final class Rounds {
    /** The number of rounds: far more than any rule looks back on. */
    private static final int MOST = 1000;

    private final List<Round> rounds = new ArrayList<>();
    private boolean epochs;

    /**
     * Takes a round in. Rounds of later steps are dropped first: a later session replaces what an earlier one has
     * logged.
     *
     * @param goal null if the run has none
     * @param meanLoss the mean training loss of the steps since the round before
     * @param rate the learning rate of the last step
     */
    void add(Line line, Goal goal, double meanLoss, double rate) {
        Measured measured = line.measured();
        epochs = measured.kind() == Measured.Kind.EPOCH;
        while (!rounds.isEmpty() && isBefore(measured, last())) {
            rounds.remove(rounds.size() - 1);
        }
        boolean step = measured.kind() == Measured.Kind.STEP;
        boolean logged = !step && line.has(Role.TRAIN_LOSS);
        Round round = new Round(
                measured.step(),
                measured.epoch(),
                new Pair(logged ? line.value(Role.TRAIN_LOSS) : meanLoss, line.value(Role.VAL_LOSS)),
                new Pair(line.value(Role.TRAIN_SCORE), line.value(Role.VAL_SCORE)),
                !step && line.has(Role.RATE) ? line.value(Role.RATE) : rate,
                new Standing(line.value(Role.GOAL), bad(line, goal)),
                step ? null : fault(line));
        if (last() != null && last().isSame(round)) {
            rounds.set(rounds.size() - 1, last().and(round));
        } else {
            rounds.add(round);
        }
        if (rounds.size() > MOST) {
            rounds.remove(0);
        }
    }

    private static boolean isBefore(Measured measured, Round round) {
        return measured.step() < round.step() || measured.step() == round.step() && measured.epoch() < round.epoch();
    }

    /**
     * Returns how many rounds in a row brought no better goal, as the log counts them or else as the goal tells; -1 if
     * neither does.
     */
    private int bad(Line line, Goal goal) {
        if (line.has(Role.BAD_EPOCHS)) {
            return (int) line.value(Role.BAD_EPOCHS);
        } else if (!line.has(Role.GOAL)) {
            return -1;
        }
        Boolean said = line.measured().best();
        boolean better = said == null ? isBest(line.value(Role.GOAL), goal) : said;
        int before = last() == null ? 0 : Math.max(0, last().standing().bad());
        return better ? 0 : before + 1;
    }

    private boolean isBest(double value, Goal goal) {
        if (best() == null) {
            return !Double.isNaN(value);
        }
        double best = best().standing().goal();
        return goal.better() == Goal.Better.HIGHER ? value > best : value < best;
    }

    private String fault(Line line) {
        Measured measured = line.measured();
        String where = epochs ? " of epoch " + Math.round(measured.epoch()) : " at step " + measured.step();
        if (line.fails(Role.TRAIN_LOSS)) {
            return "the training loss" + where + " is " + line.value(Role.TRAIN_LOSS);
        }
        return line.fails(Role.VAL_LOSS) ? "the validation loss" + where + " is " + line.value(Role.VAL_LOSS) : null;
    }

    /** Drops the rounds after {@code step}, and those of {@code epoch} and later ones; an epoch below 1 drops none. */
    void backTo(long step, int epoch) {
        while (!rounds.isEmpty() && (last().step() > step || epoch >= 1 && last().epoch() >= epoch)) {
            rounds.remove(rounds.size() - 1);
        }
    }

    void clear() {
        rounds.clear();
    }

    boolean areEpochs() {
        return epochs;
    }

    /** The number of steps between the last two rounds; 0 if there are fewer. */
    long distance() {
        int size = rounds.size();
        return size < 2 ? 0 : rounds.get(size - 1).step() - rounds.get(size - 2).step();
    }

    /** The noun for a round: epoch, or validation. */
    String noun() {
        return epochs ? "epoch" : "validation";
    }

    /** Returns the place of a round in words: epoch 3, or step 1250. */
    String place(Round round) {
        return epochs ? "epoch " + Math.round(round.epoch()) : "step " + round.step();
    }

    /** The last round, or null. */
    Round last() {
        return rounds.isEmpty() ? null : rounds.get(rounds.size() - 1);
    }

    /** Returns the last {@code count} rounds, in rising order, until the next round comes; empty if there are fewer. */
    List<Round> newest(int count) {
        int size = rounds.size();
        return size < count ? List.of() : Collections.unmodifiableList(rounds.subList(size - count, size));
    }

    /** Returns the lowest finite value of all rounds but the last {@code count}; NaN if there is none. */
    double lowestBefore(int count, ToDoubleFunction<Round> value) {
        return lowest(0, rounds.size() - count, value);
    }

    /** Returns the lowest finite value of the last {@code count} rounds; NaN if there are fewer, or none is finite. */
    double lowestOfNewest(int count, ToDoubleFunction<Round> value) {
        return rounds.size() < count ? Double.NaN : lowest(rounds.size() - count, rounds.size(), value);
    }

    private double lowest(int from, int end, ToDoubleFunction<Round> value) {
        double lowest = Double.POSITIVE_INFINITY;
        for (int i = from; i < end; i++) {
            double one = value.applyAsDouble(rounds.get(i));
            // A comparison with NaN is always false.
            lowest = one < lowest && one > Double.NEGATIVE_INFINITY ? one : lowest;
        }
        return lowest == Double.POSITIVE_INFINITY ? Double.NaN : lowest;
    }

    /** Returns the last round that was the best of its time, or null. */
    Round best() {
        for (int i = rounds.size() - 1; i >= 0; i--) {
            if (rounds.get(i).standing().bad() == 0) {
                return rounds.get(i);
            }
        }
        return null;
    }
}
