package io.traindeck.comparison;

import com.google.gson.JsonElement;
import io.traindeck.event.Description;
import io.traindeck.event.DialNumber;
import io.traindeck.event.Plan;
import io.traindeck.event.TrainEvent.DialTurned;
import io.traindeck.event.TrainEvent.Parent;
import io.traindeck.run.RunTask;
import io.traindeck.state.RunState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Collects the dials of a run, each as a word: those that it was started with, by the names in run.json or as the facts
 * of a log, and those that were turned since.
 */
final class RunDials {
    /**
     * The name of the entry for the origin of a branch: the last step that it shares with its parent, and the parent's
     * name.
     */
    static final String FROM_STEP = "from_step";

    /** The words for dials that are 0. */
    private static final Map<String, String> ZERO =
            Map.of("limit", "all", "clip", "off", "patience", "off", "checkpoint_every", "off");

    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,19}");

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,15}(\\.[0-9]{0,20})?([eE][+-]?[0-9]{1,3})?");

    private RunDials() {}

    /** Returns the dials of a run of traindeck's own trainer. */
    static Map<String, String> of(RunTask.Training training) {
        Map<String, String> dials = new LinkedHashMap<>();
        put(dials, "recipe", training.recipe());
        if (training.parent() != null) {
            put(
                    dials,
                    FROM_STEP,
                    training.parent().step() + " of " + training.parent().run());
        }
        put(dials, "data", training.images().data());
        put(dials, "limit", String.valueOf(training.images().limit()));
        put(dials, "seed", String.valueOf(training.seed()));
        put(dials, "device", training.engine().device());
        put(dials, "threads", String.valueOf(training.engine().threads()));
        training.dials().entrySet().forEach(dial -> put(dials, dial.getKey(), word(dial.getValue())));
        return dials;
    }

    /** Returns what the log tells of how the run was started: the dials of traindeck's own trainer, else all facts. */
    static Map<String, String> of(Description about) {
        return about.isOwn() ? ofOwn(about) : ofOther(about);
    }

    private static Map<String, String> ofOther(Description about) {
        Map<String, String> dials = new LinkedHashMap<>();
        Plan plan = about.plan();
        if (plan.epochs() > 0) {
            dials.put("epochs", String.valueOf(plan.epochs()));
        } else if (plan.steps() > 0) {
            dials.put("steps", String.valueOf(plan.steps()));
        }
        about.facts().forEach((name, value) -> dials.put(name, word(value)));
        return dials;
    }

    /**
     * Returns the dials with the values that they were turned to while the run trained. The turns with which a branch
     * begins are none of these: they only tell what it has other than its parent.
     *
     * @param start the dials that the run was started with
     */
    static Map<String, DialValue> turned(Map<String, String> start, RunState state) {
        Map<String, DialValue> dials = new LinkedHashMap<>();
        start.forEach((name, value) -> dials.put(name, new DialValue(value, List.of())));
        if (start.isEmpty()) {
            return dials;
        }
        long begin = state.parent().map(Parent::step).orElse(-1L);
        for (DialTurned turn : state.turned().turns()) {
            String value = word(turn.name(), turn.after(), state.about().isOwn());
            DialValue before = dials.getOrDefault(turn.name(), DialValue.NONE);
            if (turn.step() <= begin) {
                dials.put(turn.name(), new DialValue(value, List.of()));
            } else {
                String first = before.isNone() && turn.before() != null
                        ? word(turn.name(), turn.before(), state.about().isOwn())
                        : before.start();
                List<DialValue.Turn> turns = new ArrayList<>(before.turns());
                turns.add(new DialValue.Turn(turn.step(), value));
                dials.put(turn.name(), new DialValue(first, turns));
            }
        }
        return dials;
    }

    private static String word(String dial, String value, boolean own) {
        String word = word(value);
        return own && word.equals("0") ? ZERO.getOrDefault(dial, word) : word;
    }

    /** Returns a value as a log has it, in the form that equal numbers share. */
    private static String word(String value) {
        return NUMBER.matcher(value).matches() ? number(value) : value;
    }

    private static Map<String, String> ofOwn(Description about) {
        Map<String, String> dials = new LinkedHashMap<>();
        Plan plan = about.plan();
        for (String fact : List.of("recipe", "data", "seed", "device", "threads")) {
            put(dials, fact, about.facts().get(fact));
        }
        put(dials, "epochs", String.valueOf(plan.epochs()));
        put(dials, "batch_size", about.facts().get("batch_size"));
        put(dials, "max_lr", number(String.valueOf(plan.maxLr())));
        put(dials, "schedule", plan.schedule());
        put(dials, "clip", number(String.valueOf(plan.clip())));
        put(dials, "patience", String.valueOf(plan.patience()));
        return dials;
    }

    /** @param value null if the log lacks it, which it should not */
    private static void put(Map<String, String> dials, String name, String value) {
        if (value != null) {
            dials.put(name, value.equals("0") ? ZERO.getOrDefault(name, value) : value);
        }
    }

    private static String word(JsonElement value) {
        if (value.isJsonArray()) {
            List<String> words = new ArrayList<>();
            value.getAsJsonArray().forEach(item -> words.add(word(item)));
            return String.join(",", words);
        }
        if (value.isJsonPrimitive() && value.getAsJsonPrimitive().isNumber()) {
            return number(value.getAsString());
        }
        return value.isJsonPrimitive() ? value.getAsString() : value.toString();
    }

    /** Returns a number in the form that is the same for equal numbers: 1.0 becomes 1. */
    private static String number(String written) {
        if (WHOLE.matcher(written).matches()) {
            return written;
        }
        double value = Double.parseDouble(written);
        return Double.isFinite(value) ? DialNumber.text(value) : String.valueOf(value);
    }
}
