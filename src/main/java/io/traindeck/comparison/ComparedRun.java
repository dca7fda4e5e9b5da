package io.traindeck.comparison;

import io.traindeck.event.TrainEvent.Epoch;
import io.traindeck.state.Bucket;
import io.traindeck.state.Curve;
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

    /** The epochs done, in rising order. */
    public List<Epoch> epochs() {
        return state.training().epochs().list();
    }

    /** The last epoch done. */
    public Optional<Epoch> last() {
        return Optional.ofNullable(state.lastEpoch());
    }

    /** The epoch of the best {@code val_acc}, whose weights were kept. */
    public Optional<Epoch> best() {
        return Optional.ofNullable(state.training().epochs().best());
    }

    /** Epochs done of those planned: 12/30; only those done where the log does not tell. */
    public String epochsOfPlanned() {
        int done = last().map(Epoch::epoch).orElse(0);
        return state.plannedEpochs() == 0 ? String.valueOf(done) : done + "/" + state.plannedEpochs();
    }

    /** Training time in seconds: the sum of its epochs', so that pauses, crashes and what was computed twice do not count. */
    double seconds() {
        return epochs().stream().mapToDouble(StepAxis::seconds).sum();
    }

    /** The gradient norm, thinned to some thousand values at the most. */
    public List<StepValue> gradientNorms() {
        return values(state.training().steps().now().gradNorm());
    }

    /** The learning rate, thinned likewise. */
    public List<StepValue> rates() {
        return values(state.training().steps().now().lr());
    }

    private List<StepValue> values(Curve curve) {
        return curve.buckets().stream()
                .map(bucket -> bucket.isGap()
                        ? new StepValue(middle(curve, bucket), Double.NaN, Double.NaN, Double.NaN)
                        : new StepValue(middle(curve, bucket), bucket.min(), bucket.mean(), bucket.max()))
                .toList();
    }

    private int middle(Curve curve, Bucket bucket) {
        return Math.min(state.lastStep(), curve.firstStep(bucket) + (curve.width() - 1) / 2);
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
