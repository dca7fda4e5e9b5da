package io.traindeck.listen;

import ai.djl.Device;
import ai.djl.training.Trainer;
import ai.djl.training.evaluator.Evaluator;
import ai.djl.training.listener.TrainingListener.BatchData;
import io.traindeck.event.Names;
import io.traindeck.event.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The values of a trainer's loss and its evaluators: for the last batch, and for the epoch so far, on the training data
 * and on the validation data. It keeps accumulators of its own in them, beside those of other listeners.
 */
final class Evaluations {
    static final String LOSS = "loss";

    private static final String BATCH = "traindeck/batch";
    private static final String TRAIN = "traindeck/train";
    private static final String VALIDATION = "traindeck/validation";
    private static final String[] OF_TRAINING = {BATCH, TRAIN};
    private static final String[] OF_VALIDATION = {VALIDATION};

    /** The evaluators by the names that the log gives their values. */
    private final Map<String, Evaluator> evaluators = new LinkedHashMap<>();

    private boolean validated;

    Evaluations(Trainer trainer) {
        evaluators.put(LOSS, trainer.getLoss());
        for (Evaluator evaluator : trainer.getEvaluators()) {
            if (evaluator != trainer.getLoss()) {
                put(evaluator);
            }
        }
        for (Evaluator evaluator : evaluators.values()) {
            for (String key : List.of(BATCH, TRAIN, VALIDATION)) {
                evaluator.addAccumulator(key);
            }
        }
    }

    private void put(Evaluator evaluator) {
        String name = evaluator.getName().toLowerCase(Locale.ROOT).replaceAll("\\s+", "_");
        String free = name.isEmpty() ? "evaluator" : name;
        for (int number = 2; evaluators.containsKey(free); number++) {
            free = name + "_" + number;
        }
        evaluators.put(free, evaluator);
    }

    /** Takes a batch of training in, and returns what was measured on it alone. */
    Map<String, Double> trained(BatchData batch) {
        evaluators.values().forEach(evaluator -> evaluator.resetAccumulator(BATCH));
        add(batch, OF_TRAINING);
        return values(BATCH, "");
    }

    /** Takes a batch of validation in. */
    void validated(BatchData batch) {
        add(batch, OF_VALIDATION);
        validated = true;
    }

    private void add(BatchData batch, String[] keys) {
        for (Device device : batch.getLabels().keySet()) {
            for (Evaluator evaluator : evaluators.values()) {
                evaluator.updateAccumulators(
                        keys,
                        batch.getLabels().get(device),
                        batch.getPredictions().get(device));
            }
        }
    }

    /** Returns what was measured in the epoch, and begins the next one. */
    Map<String, Double> epoch() {
        Map<String, Double> all = new LinkedHashMap<>(values(TRAIN, "train_"));
        if (validated) {
            all.putAll(values(VALIDATION, "val_"));
        }
        validated = false;
        for (Evaluator evaluator : evaluators.values()) {
            evaluator.resetAccumulator(TRAIN);
            evaluator.resetAccumulator(VALIDATION);
        }
        return all;
    }

    private Map<String, Double> values(String key, String prefix) {
        Map<String, Double> values = new LinkedHashMap<>();
        evaluators.forEach((name, evaluator) -> values.put(prefix + name, (double) evaluator.getAccumulator(key)));
        return values;
    }

    /** The values in the form that an event has. */
    static Values of(Map<String, Double> values) {
        return Names.of(new ArrayList<>(values.keySet()))
                .with(values.values().stream().mapToDouble(Double::doubleValue).toArray());
    }
}
