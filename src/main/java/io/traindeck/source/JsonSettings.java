package io.traindeck.source;

import io.traindeck.event.Description;
import io.traindeck.event.Goal;
import io.traindeck.event.Plan;
import io.traindeck.event.TrainEvent.Described;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What a JSON document says of its run outside its records, such as the state of Hugging Face's trainer. */
final class JsonSettings {
    /** Characters of a fact. */
    private static final int LONGEST = 500;

    /** The inner state of Hugging Face's trainer. */
    private static final String CALLBACKS = "stateful_callbacks/";

    private JsonSettings() {}

    /** @param scalars what stands outside the records, by path */
    static Described of(Map<String, String> scalars) {
        Map<String, String> facts = new LinkedHashMap<>();
        long steps = 0;
        int epochs = 0;
        for (Map.Entry<String, String> scalar : scalars.entrySet()) {
            String path = scalar.getKey();
            String name = path.substring(path.lastIndexOf('/') + 1);
            boolean own = path.equals(name) || RecordNames.isSetting(path) || path.startsWith("run/args/");
            if (own && RecordNames.isPlannedSteps(name)) {
                steps = Math.max(steps, whole(scalar.getValue(), Long.MAX_VALUE));
            } else if (own && RecordNames.isPlannedEpochs(name)) {
                epochs = Math.max(epochs, (int) whole(scalar.getValue(), Integer.MAX_VALUE));
            }
            if (!path.startsWith(CALLBACKS)) {
                String text = scalar.getValue();
                facts.put(path, text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + '…');
            }
        }
        return new Described(
                Times.UNKNOWN, new Description(Plan.of(steps, epochs, 0), goal(scalars), Set.of(), facts));
    }

    private static long whole(String number, long most) {
        double value = FlatRecord.isNumber(number) ? FlatRecord.parse(number) : 0;
        return value > 0 && value < most ? (long) Math.ceil(value) : 0;
    }

    private static Goal goal(Map<String, String> scalars) {
        String metric = scalars.get("metric_for_best_model");
        if (metric == null) {
            return null;
        }
        String name = metric.startsWith("eval_") ? metric : "eval_" + metric;
        String greater = scalars.get("greater_is_better");
        boolean higher = greater == null ? !metric.endsWith("loss") : greater.equals("true");
        return new Goal(name, higher ? Goal.Better.HIGHER : Goal.Better.LOWER);
    }
}
