package io.traindeck.comparison;

import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.state.RunState;
import io.traindeck.state.Status;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A run among others.
 *
 * @param name tells it from the others, see {@link RunNames}; any printable characters
 * @param dials in the order of run.json, see {@link RunDials}
 */
public record ComparedRun(String name, RunState state, Status status, Map<String, String> dials) {

    /** Keeps a copy of {@code dials}, in their order. */
    public ComparedRun {
        dials = Collections.unmodifiableMap(new LinkedHashMap<>(dials));
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

    /** Epochs done of those planned: 12/30; only those done where the log does not tell. */
    public String epochsOfPlanned() {
        int planned = state.plan().epochs();
        return planned == 0 ? String.valueOf(state.epochsDone()) : state.epochsDone() + "/" + planned;
    }

    /** Training time in seconds: the sum of its epochs', so that pauses, crashes and what was computed twice do not count. */
    double seconds() {
        return rows().stream().mapToDouble(StepAxis::seconds).sum();
    }

    /** Where its steps lie in epochs. */
    public StepAxis epochAxis() {
        return StepAxis.epochs(state);
    }

    /** Where its steps lie in seconds of training. */
    public StepAxis timeAxis() {
        return StepAxis.seconds(state);
    }
}
