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
 * A run among others.
 *
 * @param name tells it from the others, see {@link RunNames}; any printable characters
 * @param dials what it was started with, each as a word; see {@link RunDials}
 */
public record ComparedRun(String name, RunState state, Status status, Map<String, String> dials) {
    /** What our own trainer measures. */
    static final List<Metric> OWN = Stream.of(OwnMetrics.ofSteps(), OwnMetrics.ofEpochs())
            .flatMap(List::stream)
            .distinct()
            .map(Metric::of)
            .toList();

    private static final double MS = 1000;

    /** A count from this on is rounded, so that it is at most 6 characters wide. */
    private static final long LEAST_ROUNDED = 100_000;

    /** Where a floating point number is a whole one. */
    private static final double ROUNDING = 1e-9;

    /** Keeps a copy of {@code dials}, in their order. */
    public ComparedRun {
        dials = Collections.unmodifiableMap(new LinkedHashMap<>(dials));
    }

    /** Whether traindeck's own trainer trains it. */
    public boolean isOwn() {
        return state.about().isOwn();
    }

    /** Its validations, and the epochs that are over, in rising order. */
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

    /** What it measures; of our own trainer also what is yet to come, so that nothing moves once it does. */
    List<Metric> metrics() {
        if (!isOwn()) {
            return state.meanings();
        }
        Set<Metric> all = new LinkedHashSet<>(OWN);
        all.addAll(state.meanings());
        return List.copyOf(all);
    }

    /** How far it has come of what it has set out to do, 12/30; without the end if the log does not tell. */
    public String done(AxisUnit unit) {
        boolean bySteps = unit == AxisUnit.STEPS;
        String done = count(bySteps ? state.lastStep() : epochsDone());
        long planned = bySteps ? state.plan().steps() : state.plan().epochs();
        return planned == 0 ? done : done + "/" + count(planned);
    }

    private static String count(long number) {
        return number < LEAST_ROUNDED ? Numbers.count(number) : Numbers.scaled(number);
    }

    /** An epoch of our own trainer is over once it is validated. */
    private long epochsDone() {
        return isOwn() ? state.epochsDone() : (long) (axis(AxisUnit.EPOCHS).at(state.lastStep()) + ROUNDING);
    }

    /**
     * Training time in seconds; empty if it is not known. Of our own trainer the sum of the epochs', so that pauses,
     * crashes and what was computed twice do not count; else from the first line of the log to the last.
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

    /** Whether there is, or will be, something of it to be laid over other runs. */
    boolean isKnown() {
        return isOwn() || state.isMeasured();
    }

    /** Whether it tells where its steps lie in epochs, or in time. */
    boolean has(AxisUnit unit) {
        return StepAxis.isKnown(unit, state);
    }

    /** Where its steps lie. */
    public StepAxis axis(AxisUnit unit) {
        return StepAxis.of(unit, state);
    }
}
