package io.traindeck.source.text;

import io.traindeck.event.Description;
import io.traindeck.event.Plan;
import io.traindeck.event.TrainEvent.Described;
import java.util.Map;
import java.util.function.Consumer;

/** The plan of the run, as far as its counters tell it: {@code epoch 3/10}, {@code step 120/19073}. */
final class TextPlan {
    /** The number of changes of the plan that are told: a log whose totals change with each line has no plan. */
    private static final int MOST_CHANGES = 64;

    private final Consumer<? super Described> into;
    private Plan told = Plan.UNKNOWN;
    private int changes;
    private long epochs;

    TextPlan(Consumer<? super Described> into) {
        this.into = into;
    }

    void epochs(double of) {
        if (of > 0 && of <= Integer.MAX_VALUE) {
            epochs = (long) of;
        }
    }

    void tell(StepCounter counter, long timeMs) {
        long perEpoch = counter.stepsPerEpoch();
        long steps = counter.steps() > 0 ? counter.steps() : epochs * perEpoch;
        if (told.epochs() == epochs && told.steps() == steps && told.stepsPerEpoch() == perEpoch) {
            return;
        }
        if (changes++ < MOST_CHANGES) {
            told = Plan.of(steps, (int) epochs, perEpoch);
            into.accept(new Described(timeMs, Description.of(told, Map.of())));
        }
    }
}
