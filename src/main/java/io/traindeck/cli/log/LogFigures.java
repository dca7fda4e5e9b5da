package io.traindeck.cli.log;

import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.source.NameIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** The figures that the points of a log add up to. */
final class LogFigures {
    private final NameIndex names = new NameIndex();

    /** The figures of each metric, at the number of its name. */
    private final List<MetricFigures> metrics = new ArrayList<>();

    private long step;
    private double epoch;

    LogFigures() {
        clear();
    }

    void add(Measured m) {
        int[] numbers = names.of(m.values().names());
        for (int i = metrics.size(); i < names.size(); i++) {
            metrics.add(new MetricFigures(names.names().get(i)));
        }
        for (int i = 0; i < numbers.length; i++) {
            if (numbers[i] >= 0) {
                metrics.get(numbers[i]).add(m.step(), m.values().at(i));
            }
        }
        step = Math.max(step, m.step());
        epoch = Double.isNaN(m.epoch()) ? epoch : m.epoch();
    }

    /** Forgets all points. */
    void clear() {
        names.clear();
        metrics.clear();
        step = Long.MIN_VALUE;
        epoch = Double.NaN;
    }

    /** The figures of each metric, in the order in which the metrics come in the log. */
    List<MetricFigures> metrics() {
        return metrics;
    }

    /** Whether there are more names than can be held: their metrics are left out. */
    boolean hasLeftOut() {
        return names.hasLeftOut();
    }

    /** The largest step; empty if there is no point. */
    OptionalLong step() {
        return metrics.isEmpty() ? OptionalLong.empty() : OptionalLong.of(step);
    }

    /** The epoch of the last point that has one, as the log counts it. */
    OptionalDouble epoch() {
        return Double.isNaN(epoch) ? OptionalDouble.empty() : OptionalDouble.of(epoch);
    }
}
