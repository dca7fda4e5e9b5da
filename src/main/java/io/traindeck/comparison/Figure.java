package io.traindeck.comparison;

import io.traindeck.event.OwnMetrics;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.Values;
import io.traindeck.text.Numbers;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import java.util.function.Function;

/** A number that says how a run went, and how it is written. */
public enum Figure {
    /** In [0, 1]; differences are written in percentage points. */
    BEST_VAL_ACC(
            "best val_acc",
            run -> run.best().map(best -> best.values().get(OwnMetrics.VAL_ACC)),
            Numbers::exactPercent,
            delta -> Numbers.points(Figure.POINTS * delta)),
    /** {@code train_acc - val_acc} of the last epoch, in percentage points. */
    GAP("train/val gap", run -> run.last().map(Figure::gap), Numbers::points, Numbers::points),
    /** Of the last epoch. */
    TRAIN_LOSS(
            "train_loss",
            run -> run.last().map(last -> last.values().get(OwnMetrics.TRAIN_LOSS)),
            Numbers::loss,
            signed(Numbers::loss)),
    /** Of the last epoch. */
    VAL_LOSS(
            "val_loss",
            run -> run.last().map(last -> last.values().get(OwnMetrics.VAL_LOSS)),
            Numbers::loss,
            signed(Numbers::loss)),
    /** See {@link ComparedRun#seconds}. */
    SECONDS("time", run -> run.last().map(last -> run.seconds()), Numbers::span, signed(Numbers::span));

    private static final double POINTS = 100;

    private final String title;
    private final Function<ComparedRun, Optional<Double>> value;
    private final DoubleFunction<String> text;
    private final DoubleFunction<String> change;

    Figure(
            String title,
            Function<ComparedRun, Optional<Double>> value,
            DoubleFunction<String> text,
            DoubleFunction<String> change) {
        this.title = title;
        this.value = value;
        this.text = text;
        this.change = change;
    }

    private static double gap(Measured row) {
        Values values = row.values();
        return POINTS * (values.get(OwnMetrics.TRAIN_ACC) - values.get(OwnMetrics.VAL_ACC));
    }

    private static DoubleFunction<String> signed(DoubleFunction<String> text) {
        return delta -> Numbers.signed(delta, text);
    }

    /** How a table calls it. */
    String title() {
        return title;
    }

    /** Of a run; empty before its first epoch is done. */
    public OptionalDouble of(ComparedRun run) {
        return value.apply(run).map(OptionalDouble::of).orElseGet(OptionalDouble::empty);
    }

    public String text(double number) {
        return text.apply(number);
    }

    /** A difference, with its sign. */
    public String change(double delta) {
        return change.apply(delta);
    }
}
