package io.traindeck.source;

import io.traindeck.event.Names;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Measured;
import java.util.ArrayList;
import java.util.List;

/**
 * The least step that each series comes to in a part of a log: a point before that part does not hold if its step is
 * this one or a later one.
 */
final class LeastSteps {
    private static final int KINDS = Measured.Kind.values().length;

    private final NameIndex names;

    /** The least steps, each at the place of its series in {@link #series}. */
    private long[] steps = {};

    /** The first step that a resumed trainer did again; it applies to all series. */
    private long again = Long.MAX_VALUE;

    /** The epoch that a resumed trainer went on with: the lines of this epoch and of later ones do not hold. */
    private double epochAgain = Double.POSITIVE_INFINITY;

    LeastSteps(NameIndex names) {
        this.names = names;
    }

    /** Returns the number of a series: a name on one kind of line. */
    static int series(int name, Measured.Kind kind) {
        return KINDS * name + kind.ordinal();
    }

    /** Returns how many numbers of series there are for so many names. */
    static int series(int names) {
        return KINDS * names;
    }

    void note(TrainEvent event) {
        if (event instanceof Measured m) {
            note(m);
        } else if (event instanceof TrainEvent.RunResumed resumed) {
            again = Math.min(again, resumed.fromStep() + 1L);
            // 0 says that the epoch is not known: then the step alone decides.
            if (resumed.epoch() >= 1) {
                epochAgain = Math.min(epochAgain, resumed.epoch());
            }
        } else if (event instanceof TrainEvent.RunStarted) {
            // A new run takes the place of all that was before it.
            again = Long.MIN_VALUE;
        }
    }

    private void note(Measured m) {
        int[] numbers = names.of(m.values().names());
        steps = NameIndex.grown(steps, series(names.size()), Long.MAX_VALUE);
        for (int name : numbers) {
            if (name >= 0) {
                int series = series(name, m.kind());
                steps[series] = Math.min(steps[series], m.step());
            }
        }
    }

    /** Returns the least steps of this part and of {@code others}. */
    LeastSteps and(LeastSteps others) {
        LeastSteps both = new LeastSteps(names);
        both.steps = NameIndex.grown(steps.clone(), others.steps.length, Long.MAX_VALUE);
        for (int i = 0; i < others.steps.length; i++) {
            both.steps[i] = Math.min(both.steps[i], others.steps[i]);
        }
        both.again = Math.min(again, others.again);
        both.epochAgain = Math.min(epochAgain, others.epochAgain);
        return both;
    }

    /**
     * Returns the values of {@code m}, from before this part of the log, that still hold; null if none of them does.
     */
    Measured remaining(Measured m) {
        if (m.step() >= again || (m.kind() == Measured.Kind.EPOCH && m.epoch() >= epochAgain)) {
            return null;
        }
        int[] numbers = names.of(m.values().names());
        int left = 0;
        boolean[] holds = new boolean[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            int series = numbers[i] < 0 ? -1 : series(numbers[i], m.kind());
            holds[i] = series >= 0 && (series >= steps.length || m.step() < steps[series]);
            left += holds[i] ? 1 : 0;
        }
        return left == 0 ? null : left == numbers.length ? m : only(m, holds, left);
    }

    private static Measured only(Measured m, boolean[] holds, int left) {
        List<String> some = new ArrayList<>(left);
        double[] values = new double[left];
        for (int i = 0; i < holds.length; i++) {
            if (holds[i]) {
                values[some.size()] = m.values().at(i);
                some.add(m.values().names().get(i));
            }
        }
        return new Measured(
                m.timeMs(),
                m.kind(),
                m.step(),
                m.epoch(),
                m.best(),
                Names.of(some).with(values));
    }
}
