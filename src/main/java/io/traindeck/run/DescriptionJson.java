package io.traindeck.run;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import io.traindeck.event.Description;
import io.traindeck.event.Goal;
import io.traindeck.event.Plan;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Described;
import io.traindeck.event.TrainEvent.Parent;
import io.traindeck.event.TrainEvent.RunStarted;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The description that a run gives of itself in {@code run_started} and {@code described}. Every key may be missing,
 * and a key of the wrong type is ignored. A plan stands in the object {@code plan}, and facts in the object {@code
 * facts}; the keys of schema 1 stand flat beside them, so that a reader of schema 1 can still read them.
 */
final class DescriptionJson {
    /** Keys that stand flat, in the order of schema 1. */
    private static final List<String> FLAT = List.of(
            "recipe",
            "data",
            "train_images",
            "val_images",
            "classes",
            "epochs",
            "steps_per_epoch",
            "batch_size",
            "parameters",
            "device",
            "threads",
            "seed",
            "clip",
            "patience",
            "max_lr",
            "schedule");

    private static final Set<String> PLAN =
            Set.of("epochs", "steps_per_epoch", "clip", "patience", "max_lr", "schedule");

    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][-+]?[0-9]{1,4})?");

    private DescriptionJson() {}

    static EventJson<RunStarted> started() {
        return new EventJson<>() {
            @Override
            public void write(RunStarted event, JsonObject line) {
                line.addProperty(MeasuredJson.TIME, event.timeMs());
                line.addProperty("schema", TrainEvent.SCHEMA);
                line.addProperty("run", event.run());
                DescriptionJson.write(event.about(), line);
                if (event.parent() != null) {
                    JsonObject parent = new JsonObject();
                    parent.addProperty("run", event.parent().run());
                    parent.addProperty("step", event.parent().step());
                    line.add("parent", parent);
                }
            }

            @Override
            public RunStarted read(String word, JsonObject line) {
                long time = JsonKeys.whole(line, MeasuredJson.TIME);
                Description about = DescriptionJson.read(line);
                if (!line.has("commands")) {
                    about = new Description(about.plan(), about.goal(), Description.USUAL_COMMANDS, about.facts());
                }
                JsonObject parent = object(line, "parent");
                return new RunStarted(
                        time,
                        text(line, "run"),
                        about,
                        parent.has("run") ? new Parent(text(parent, "run"), JsonKeys.whole(parent, "step", 0)) : null);
            }
        };
    }

    static EventJson<Described> described() {
        return new EventJson<>() {
            @Override
            public void write(Described event, JsonObject line) {
                line.addProperty(MeasuredJson.TIME, event.timeMs());
                DescriptionJson.write(event.about(), line);
                if (event.about().commands().isEmpty()) {
                    // An empty list would say that nothing is obeyed any more.
                    line.remove("commands");
                }
            }

            @Override
            public Described read(String word, JsonObject line) {
                return new Described(JsonKeys.whole(line, MeasuredJson.TIME), DescriptionJson.read(line));
            }
        };
    }

    private static void write(Description about, JsonObject line) {
        Plan plan = about.plan();
        Map<String, JsonPrimitive> planned = new LinkedHashMap<>();
        put(planned, "epochs", plan.epochs());
        put(planned, "steps_per_epoch", plan.stepsPerEpoch());
        put(planned, "clip", plan.clip());
        put(planned, "patience", plan.patience());
        put(planned, "max_lr", plan.maxLr());
        boolean own = about.facts().containsKey("recipe");
        if (!plan.schedule().isEmpty()) {
            planned.put("schedule", new JsonPrimitive(plan.schedule()));
        }
        if (own) {
            // A reader of schema 1 expects these keys even if clipping or patience is off.
            planned.putIfAbsent("clip", new JsonPrimitive(0.0));
            planned.putIfAbsent("patience", new JsonPrimitive(0));
        }
        for (String key : FLAT) {
            if (planned.containsKey(key)) {
                line.add(key, planned.get(key));
            } else if (!PLAN.contains(key) && about.facts().containsKey(key)) {
                line.add(key, fact(about.facts().get(key)));
            }
        }
        if (plan.steps() != plan.epochs() * plan.stepsPerEpoch()) {
            JsonObject steps = new JsonObject();
            steps.addProperty("steps", plan.steps());
            line.add("plan", steps);
        }
        if (about.goal() != null) {
            JsonObject goal = new JsonObject();
            goal.addProperty("metric", about.goal().metric());
            goal.addProperty("better", about.goal().better().name().toLowerCase(Locale.ROOT));
            line.add("goal", goal);
        }
        JsonArray commands = new JsonArray();
        about.commands().stream().sorted().forEach(commands::add);
        line.add("commands", commands);
        JsonObject facts = new JsonObject();
        about.facts().forEach((name, value) -> {
            if (!FLAT.contains(name) || PLAN.contains(name)) {
                facts.add(name, fact(value));
            }
        });
        if (facts.size() > 0) {
            line.add("facts", facts);
        }
    }

    private static void put(Map<String, JsonPrimitive> planned, String key, Number value) {
        if (value.doubleValue() != 0) {
            planned.put(key, new JsonPrimitive(value));
        }
    }

    /** Returns a number if it would be written with the same digits again, else a text. */
    private static JsonPrimitive fact(String value) {
        if (NUMBER.matcher(value).matches()) {
            BigDecimal number = new BigDecimal(value);
            if (number.toString().equals(value)) {
                return new JsonPrimitive(number);
            }
        }
        return new JsonPrimitive(value);
    }

    private static Description read(JsonObject line) {
        JsonObject planned = object(line, "plan");
        PLAN.stream().filter(key -> !planned.has(key) && line.has(key)).forEach(key -> planned.add(key, line.get(key)));
        Plan plan = new Plan(
                whole(planned, "steps"),
                (int) Math.ceil(number(planned, "epochs")),
                whole(planned, "steps_per_epoch"),
                (int) number(planned, "patience"),
                number(planned, "clip"),
                number(planned, "max_lr"),
                text(planned, "schedule"));
        Map<String, String> facts = new LinkedHashMap<>();
        FLAT.stream().filter(key -> !PLAN.contains(key)).forEach(key -> addFact(facts, key, line.get(key)));
        object(line, "facts").entrySet().forEach(fact -> addFact(facts, fact.getKey(), fact.getValue()));
        Set<String> commands = new LinkedHashSet<>();
        if (line.get("commands") instanceof JsonArray words) {
            words.forEach(word -> {
                if (word instanceof JsonPrimitive p && p.isString()) {
                    commands.add(p.getAsString());
                }
            });
        }
        return new Description(plan, goal(object(line, "goal")), commands, facts);
    }

    private static Goal goal(JsonObject goal) {
        return switch (text(goal, "better")) {
            case "higher" -> new Goal(text(goal, "metric"), Goal.Better.HIGHER);
            case "lower" -> new Goal(text(goal, "metric"), Goal.Better.LOWER);
            default -> null;
        };
    }

    private static void addFact(Map<String, String> facts, String name, JsonElement value) {
        if (value instanceof JsonPrimitive written) {
            facts.put(name, written.getAsString());
        }
    }

    /** Returns a copy of the object under a key, so that keys can be added to it; an empty object if there is none. */
    private static JsonObject object(JsonObject line, String key) {
        return line.get(key) instanceof JsonObject object ? object.deepCopy() : new JsonObject();
    }

    private static String text(JsonObject object, String key) {
        return object.get(key) instanceof JsonPrimitive text && text.isString() ? text.getAsString() : "";
    }

    /** Returns a number that is whole and not negative; 0 for anything else. */
    private static long whole(JsonObject object, String key) {
        try {
            return Math.max(0, JsonKeys.whole(object, key));
        } catch (JsonParseException e) {
            return (long) number(object, key);
        }
    }

    /** Returns a number that is finite and not negative; 0 for anything else. */
    private static double number(JsonObject object, String key) {
        JsonElement value = object.get(key);
        double number = value == null ? 0 : JsonKeys.anyNumber(value).orElse(0.0);
        return number > 0 && Double.isFinite(number) ? number : 0;
    }
}
