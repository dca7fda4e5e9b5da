package io.traindeck.source;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/** Names of fields that are not metrics, in addition to those of {@link CounterNames}. */
final class RecordNames {
    /** The number that the operating system has given the program. */
    static final String PROCESS = "pid";

    /** The name by which DLLogger's records are known; no other program writes it in one word. */
    private static final String ELAPSED = "elapsedtime";

    /** The fields that DLLogger's records have beside their data. */
    private static final Set<String> ENVELOPE = Set.of("timestamp", "datetime", ELAPSED, "type", "step");

    private static final String DATA = "data/";

    private static final Set<String> SETTINGS = Set.of(
            "config",
            "cfg",
            "args",
            "hparams",
            "hyperparameters",
            "hyper_parameters",
            "settings",
            "params",
            "env_info",
            PROCESS);

    /** The fields that Weights & Biases, DLLogger and Hugging Face's trainer write for themselves. */
    private static final Set<String> NOISE = Set.of("_runtime", "_wandb", ELAPSED, "stateful_callbacks");

    private static final Set<String> STEPS = Set.of(
            "totalsteps",
            "maxsteps",
            "totaliters",
            "maxiters",
            "totaliterations",
            "maxiterations",
            "numtrainsteps",
            "numtrainingsteps",
            "totalupdates",
            "maxupdates");

    /** The length of a run among its settings; in a record, it is the number of steps up to now. */
    private static final String ALL_STEPS = "totaltimesteps";

    private static final Set<String> EPOCHS =
            Set.of("epochs", "totalepochs", "maxepochs", "numepochs", "numtrainepochs", "nepochs");

    private static final Set<String> PARTS =
            Set.of("mode", "split", "phase", "stage", "subset", "partition", "part", "set", "dataset", "type", "kind");

    private static final Set<String> TRAINING = Set.of("train", "training", "trn");

    /** Figures of the training loop: they do not depend on the part of the data in whose records they stand. */
    private static final Set<String> LOOP = Set.of("time", "data_time", "memory", "lr", "momentum", "grad_norm");

    private RecordNames() {}

    /** Returns whether the field is a setting of the run, or lies in an object of settings. */
    static boolean isSetting(String path) {
        String[] names = path.toLowerCase(Locale.ROOT).split("/");
        return Arrays.stream(names).limit(Math.max(1, names.length - 1)).anyMatch(SETTINGS::contains);
    }

    /** Returns whether the field says nothing of the run that anybody would want to know. */
    static boolean isNoise(String path) {
        int slash = path.indexOf('/');
        return NOISE.contains(slash < 0 ? path : path.substring(0, slash));
    }

    /** Returns whether the record is one of DLLogger's. */
    static boolean isDllogger(FlatRecord record) {
        return record.indexOf(ELAPSED) >= 0;
    }

    /** Returns whether the field, in a record of DLLogger, belongs to the record rather than to what it tells. */
    static boolean isEnvelope(String name) {
        return ENVELOPE.contains(name);
    }

    /** Returns the name of a field within the data of a DLLogger record. */
    static String withinData(String path) {
        return path.startsWith(DATA) ? path.substring(DATA.length()) : path;
    }

    /** Returns whether a field of that name may say when a record was written; its values must show it. */
    static boolean isTime(String name) {
        return CounterNames.role(name) == CounterNames.Role.TIME
                || plain(name).endsWith("timestamp")
                || plain(name).endsWith("timestamps");
    }

    /** Returns whether the name is one for the number of updates of the whole run. */
    static boolean isPlannedSteps(String name) {
        return STEPS.contains(plain(name));
    }

    /** Returns whether a setting of that name is the number of updates of the whole run. */
    static boolean areStepsInSettings(String name) {
        return isPlannedSteps(name) || plain(name).equals(ALL_STEPS);
    }

    /** Returns whether the name is one for the number of epochs of the whole run. */
    static boolean isPlannedEpochs(String name) {
        return EPOCHS.contains(plain(name));
    }

    /** Returns whether a text of that name may say on which part of the data a record was measured. */
    static boolean isPart(String name) {
        return PARTS.contains(name.toLowerCase(Locale.ROOT));
    }

    /** Returns whether the text is a word for a part of the data. */
    static boolean isWordForPart(String text) {
        return isTraining(text) || (text.chars().allMatch(Character::isLetter) && MetricNames.isValidation(text));
    }

    /** Returns whether the text is a word for the data that the model is trained on. */
    static boolean isTraining(String text) {
        return TRAINING.contains(text.toLowerCase(Locale.ROOT));
    }

    /** Returns whether records of training and records of validation may both have a metric of that name. */
    static boolean isOfBoth(String name) {
        return LOOP.contains(name) || name.toLowerCase(Locale.ROOT).contains("loss");
    }

    /** Returns whether the counter may start again in each epoch, as far as its name says. */
    static boolean mayStartAgain(String name) {
        return plain(name).startsWith("iter") || plain(name).startsWith("batch");
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "").replace(" ", "");
    }
}
