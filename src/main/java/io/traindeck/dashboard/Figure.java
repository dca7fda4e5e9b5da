package io.traindeck.dashboard;

import io.traindeck.event.TrainEvent.Epoch;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** A number that says how a run went, and how it is written. */
public enum Figure {
    /** In [0, 1]; differences are written in percentage points. */
    BEST_VAL_ACC("best val_acc", run -> run.best().map(Epoch::valAcc)) {
        @Override
        String text(double value) {
            return Numbers.exactPercent(value);
        }

        @Override
        String change(double delta) {
            return Numbers.points(POINTS * delta);
        }
    },
    /** {@code train_acc - val_acc} of the last epoch, in percentage points. */
    GAP("train/val gap", run -> run.last().map(Figure::gap)) {
        @Override
        String text(double value) {
            return Numbers.points(value);
        }

        @Override
        String change(double delta) {
            return Numbers.points(delta);
        }
    },
    /** Of the last epoch. */
    TRAIN_LOSS("train_loss", run -> run.last().map(Epoch::trainLoss)) {
        @Override
        String text(double value) {
            return Numbers.loss(value);
        }

        @Override
        String change(double delta) {
            return Numbers.signed(delta, Numbers::loss);
        }
    },
    /** Of the last epoch. */
    VAL_LOSS("val_loss", run -> run.last().map(Epoch::valLoss)) {
        @Override
        String text(double value) {
            return Numbers.loss(value);
        }

        @Override
        String change(double delta) {
            return Numbers.signed(delta, Numbers::loss);
        }
    },
    /** See {@link ComparedRun#seconds}. */
    SECONDS("time", run -> run.last().map(last -> run.seconds())) {
        @Override
        String text(double value) {
            return Numbers.span(value);
        }

        @Override
        String change(double delta) {
            return Numbers.signed(delta, Numbers::span);
        }
    };

    private static final double POINTS = 100;

    private final String title;
    private final Function<ComparedRun, Optional<Double>> value;

    Figure(String title, Function<ComparedRun, Optional<Double>> value) {
        this.title = title;
        this.value = value;
    }

    private static double gap(Epoch epoch) {
        return POINTS * (epoch.trainAcc() - epoch.valAcc());
    }

    /** How a table calls it. */
    public String title() {
        return title;
    }

    /** Of a run; empty before its first epoch is done. */
    public OptionalDouble of(ComparedRun run) {
        return value.apply(run).map(OptionalDouble::of).orElseGet(OptionalDouble::empty);
    }

    abstract String text(double value);

    /** A difference, with its sign. */
    abstract String change(double delta);
}
