package io.traindeck.listen;

import ai.djl.nn.Parameter;
import ai.djl.training.Trainer;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is to be said of a trainer at the start of its run. */
final class TrainerFacts {
    private TrainerFacts() {}

    static Map<String, String> of(Trainer trainer) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("model", trainer.getModel().getName());
        facts.put("parameters", String.valueOf(parameters(trainer)));
        facts.put("device", trainer.getDevices()[0].toString());
        return facts;
    }

    private static long parameters(Trainer trainer) {
        return trainer.getModel().getBlock().getParameters().values().stream()
                .filter(Parameter::isInitialized)
                .mapToLong(parameter -> parameter.getArray().size())
                .sum();
    }
}
