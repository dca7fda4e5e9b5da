package io.traindeck.cli.ablation;

import io.traindeck.cli.queue.RunOutcome;
import io.traindeck.event.OwnMetrics;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.train.Variant;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The runs of one variant of an ablation. Accuracies are shares.
 *
 * @param outcomes the outcomes by seed; every row has the same number of them, in the same order
 */
record AblationRow(Variant variant, List<RunOutcome> outcomes) {
    AblationRow {
        outcomes = List.copyOf(outcomes);
    }

    /** The outcomes of the seeds that have a result. */
    List<RunOutcome> results() {
        return outcomes.stream().filter(RunOutcome::hasResult).toList();
    }

    /** Returns a figure of each seed that has a result. */
    List<Double> each(ToDoubleFunction<RunOutcome> figure) {
        return results().stream().map(figure::applyAsDouble).toList();
    }

    /** Returns how much more {@code val_acc} is than in another row, for each seed that has a result in both. */
    List<Double> differences(AblationRow other) {
        return IntStream.range(0, outcomes.size())
                .filter(seed -> outcomes.get(seed).hasResult()
                        && other.outcomes.get(seed).hasResult())
                .mapToObj(seed -> valAcc(outcomes.get(seed)) - valAcc(other.outcomes.get(seed)))
                .toList();
    }

    /** Returns the best epoch of a run that has a result. */
    static Measured best(RunOutcome outcome) {
        return outcome.run().best().orElseThrow();
    }

    /** Returns the {@code val_acc} of the best epoch. */
    static double valAcc(RunOutcome outcome) {
        return best(outcome).values().get(OwnMetrics.VAL_ACC);
    }

    static double seconds(RunOutcome outcome) {
        return outcome.run().seconds().orElseThrow();
    }
}
