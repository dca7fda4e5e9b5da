package io.traindeck.cli.ablation;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.traindeck.cli.option.CliException;
import io.traindeck.cli.option.DialsJson;
import io.traindeck.cli.option.TrainOptions;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunJson;
import io.traindeck.text.Safe;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether a run that is there already is the one that an ablation wants: else its figures would compare nothing. */
final class AblationCheck {
    /** Dials that no option gives a value. */
    private static final Set<String> NO_OPTIONS = Set.of("head_dropout", "batch_norm", "augment");

    private AblationCheck() {}

    /**
     * @param wanted what would be made, were there none
     * @throws CliException naming the first thing that differs
     */
    static void requireSame(RunFolder folder, RunJson wanted) throws CliException, RunException {
        RunJson found = RunJson.read(folder.runJson());
        require(folder, "data", found.data(), wanted.data());
        require(folder, "data_dir", found.dataDir(), wanted.dataDir());
        require(folder, "limit", limit(found), limit(wanted));
        // What was left to the trainer to choose, it has chosen, and has written what.
        if (!wanted.device().equals(TrainOptions.Device.auto.name())) {
            require(folder, "device", found.device(), wanted.device());
        }
        if (wanted.threads() != 0) {
            require(folder, "threads", found.threads(), wanted.threads());
        }
        for (Map.Entry<String, JsonElement> dial : dials(wanted).entrySet()) {
            require(folder, dial.getKey(), dials(found).get(dial.getKey()), dial.getValue());
        }
    }

    /** How often a run saves is none of what it computes. */
    private static JsonObject dials(RunJson json) {
        JsonObject dials = json.dials().deepCopy();
        dials.remove(DialsJson.CHECKPOINT_EVERY);
        return dials;
    }

    private static Object limit(RunJson json) {
        return json.limit() == 0 ? null : json.limit();
    }

    /** As the command line has it, where it has it with a value. */
    private static String option(String name) {
        return NO_OPTIONS.contains(name) ? name : "--" + name.replace('_', '-');
    }

    private static String text(Object value) {
        if (value == null) {
            return "none";
        }
        if (value instanceof JsonArray array) {
            return array.asList().stream().map(AblationCheck::text).collect(Collectors.joining(","));
        }
        return value instanceof JsonPrimitive primitive ? primitive.getAsString() : value.toString();
    }

    private static void require(RunFolder folder, String name, Object found, Object wanted) throws CliException {
        if (!Objects.equals(found, wanted)) {
            throw new CliException("run " + folder.name() + " is there already, with " + option(name) + " "
                    + Safe.forLine(text(found)) + " where this ablation has " + text(wanted)
                    + "; choose another --name");
        }
    }
}
