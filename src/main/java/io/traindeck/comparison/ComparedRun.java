package io.traindeck.comparison;

import io.traindeck.event.OwnMetrics;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.metric.Metric;
import io.traindeck.state.RunState;
import io.traindeck.state.Status;
import io.traindeck.text.Numbers;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A run that is compared with others.
 *
 * @param name the name that tells it from the others, see {@link RunNames}; any printable characters
 * @param dials the dials that it was started with, each as a word; see {@link RunDials}
 */
public record ComparedRun(String name, RunState state, Status status, Map<String, String> dials) {
    /** The metrics of traindeck's own trainer. */
    static final List<Metric> OWN = Stream.of(OwnMetrics.ofSteps(), OwnMetrics.ofEpochs())
            .flatMap(List::stream)
            .distinct()
            .map(Metric::of)
            .toList();

    private static final double MS = 1000;

    /** The least count that is rounded, so that it is at most 6 characters wide. */
    private static final long LEAST_ROUNDED = 100_000;

    /** The largest difference of a floating point number from a whole one that is taken for rounding. */
    private static final double ROUNDING = 1e-9;

    /** Keeps a copy of {@code dials}, in their order. */
    public ComparedRun {
        dials = Collections.unmodifiableMap(new LinkedHashMap<>(dials));
    }

    /** Returns the dials with the values that they were turned to while it trained. */
    public Map<String, DialValue> turnedDials() {
        return RunDials.turned(dials, state);
    }

    /** Returns whether traindeck's own trainer trains it. */
    public boolean isOwn() {
        return state.about().isOwn();
    }

    /** The validations, and the epochs that are over, in rising order. */
    public List<Measured> rows() {
        return state.rows().list();
    }

    /** The last row. */
    public Optional<Measured> last() {
        return Optional.ofNullable(state.rows().last());
    }

    /** The best row, whose weights were kept. */
    public Optional<Measured> best() {
        return Optional.ofNullable(state.best());
    }

    /**
     * Returns the metrics of the run; for traindeck's own trainer also those that are yet to come, so that nothing
     * moves when they do.
     */
    List<Metric> metrics() {
        if (!isOwn()) {
            return state.meanings();
        }
        Set<Metric> all = new LinkedHashSet<>(OWN);
        all.addAll(state.meanings());
        return List.copyOf(all);
    }

    /** Returns how much of the plan is done, 12/30; without the end if the log does not tell it. */
    public String done(AxisUnit unit) {
        boolean bySteps = unit == AxisUnit.STEPS;
        String done = count(bySteps ? state.lastStep() : epochsDone());
        long planned = bySteps ? state.plan().steps() : state.plan().epochs();
        return planned == 0 ? done : done + "/" + count(planned);
    }

    private static String count(long number) {
        return number < LEAST_ROUNDED ? Numbers.count(number) : Numbers.scaled(number);
    }

    /** Returns the number of whole epochs. An epoch of traindeck's own trainer is over once it is validated. */
    private long epochsDone() {
        return isOwn() ? state.epochsDone() : (long) (axis(AxisUnit.EPOCHS).at(state.lastStep()) + ROUNDING);
    }

    /**
     * The training time in seconds; empty if it is not known. For traindeck's own trainer it is the sum of the epochs,
     * so that pauses, crashes and work that was done twice do not count; else it is the time from the first line of the
     * log to the last.
     */
    public OptionalDouble seconds() {
        if (!StepAxis.isKnown(AxisUnit.TIME, state) || (isOwn() && rows().isEmpty())) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(
                isOwn()
                        ? rows().stream().mapToDouble(StepAxis::seconds).sum()
                        : (state.progressMs() - state.firstMs()) / MS);
    }

    /** Returns whether the run has, or will have, curves to be laid over those of other runs. */
    boolean isKnown() {
        return isOwn() || state.isMeasured();
    }

    /** Returns whether the run tells the places of its steps in epochs, or in time. */
    boolean has(AxisUnit unit) {
        return StepAxis.isKnown(unit, state);
    }

    /** Returns the axis that tells the places of its steps. */
    public StepAxis axis(AxisUnit unit) {
        return StepAxis.of(unit, state);
    }
}
