package io.traindeck.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.traindeck.event.Command;
import io.traindeck.event.Description;
import io.traindeck.event.Goal;
import io.traindeck.event.Names;
import io.traindeck.event.Plan;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Best;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.testing.Document;
import io.traindeck.testing.MadeTable;
import io.traindeck.testing.OwnEvents;
import java.io.IOException;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The tables of events, of {@code run.json} and of commands in the description of the format. The test finds out which
 * keys an event has, what stands in them and which are needed, by writing it, changing the line and reading it again.
 */
class LogFormatDocumentTest {
    private static final String METRIC = "any other";
    private static final String TEXT = "a text";
    private static final String DESCRIBED = "described";
    private static final String ONE_OF = " is none of ";
    private static final Plan PLAN = new Plan(500, 7, 70, 7, 0.5, 0.5, TEXT);

    /** A row of a table. */
    private record Key(String name, String value, boolean needed) {}

    @TestFactory
    List<DynamicTest> everyEventIsThereWithItsKeys() {
        // Events with the same keys share a table.
        Map<List<Key>, List<String>> events = new LinkedHashMap<>();
        for (String word : new TreeSet<>(TrainEvent.TYPES.keySet())) {
            if (word.equals(DESCRIBED)) {
                continue;
            }
            events.computeIfAbsent(keys(word), same -> new ArrayList<>()).add(word);
        }
        return events.entrySet().stream()
                .map(entry -> {
                    String words = String.join(", ", entry.getValue());
                    return DynamicTest.dynamicTest(words, () -> assertHolds(words, entry.getKey()));
                })
                .toList();
    }

    @Test
    void whatIsSaidLaterIsSaidInTheKeysOfTheStart() {
        List<Key> start = keys("run_started").stream()
                .filter(key -> !key.name.matches("schema|run|parent.*"))
                .toList();
        assertThat(keys(DESCRIBED)).isEqualTo(start);
    }

    @Test
    void runJsonIsThereWithItsKeys() throws IOException {
        JsonObject dials = new JsonObject();
        dials.addProperty("clip", 1.0);
        RunTask.Training training = new RunTask.Training(
                TEXT,
                new RunTask.Images(TEXT, TEXT, 7, TEXT),
                7,
                new RunTask.Engine(TEXT, 7),
                dials,
                new TrainEvent.Parent(TEXT, 7));
        assertHolds("run.json", runJsonKeys(training));
        RunTask.Program program = new RunTask.Program(
                List.of(TEXT),
                TEXT,
                TEXT,
                List.of(TEXT),
                Map.of("checkpoint", TEXT),
                Map.of("PATH", TEXT),
                new StartedProcess(7, 7));
        assertHolds("run.json of a program", runJsonKeys(program));
    }

    private static List<Key> runJsonKeys(RunTask task) {
        RunJson full = new RunJson(TEXT, 7, task, new RunJson.Trainer(TEXT, 7, Map.of("traindeck", TEXT)));
        List<Key> keys = new ArrayList<>();
        full.json().entrySet().forEach(entry -> {
            JsonObject without = full.json();
            without.remove(entry.getKey());
            keys.add(new Key(
                    entry.getKey(),
                    kind(entry.getValue()),
                    fault(() -> RunJson.read(without)).isPresent()));
        });
        return keys;
    }

    @Test
    void everyCommandIsThere() throws IOException {
        MadeTable table = new MadeTable(getClass(), "command", "what it does");
        for (Command command : Command.values()) {
            table.row("`" + command.word() + "`");
        }
        Document.FORMAT.assertHolds("commands", table);
    }

    private void assertHolds(String name, List<Key> keys) throws IOException {
        MadeTable table = new MadeTable(getClass(), "key", "value", "needed", "what it says");
        for (Key key : keys) {
            String written = key.name.equals(METRIC) ? METRIC : "`" + key.name + "`";
            table.row(written, key.value, key.needed ? "yes" : "");
        }
        Document.FORMAT.assertHolds(name, table);
    }

    private static List<Key> keys(String word) {
        assertThat(fault(word, List.of("time_ms"), null))
                .as("%s without a time", word)
                .isPresent();
        JsonObject line = line(word);
        line.remove("event");
        line.remove("time_ms");
        List<Key> keys = new ArrayList<>();
        addKeys(word, List.of(), line, keys);
        return keys;
    }

    private static void addKeys(String word, List<String> above, JsonObject object, List<Key> into) {
        object.entrySet().forEach(entry -> {
            List<String> path =
                    Stream.concat(above.stream(), Stream.of(entry.getKey())).toList();
            JsonElement value = entry.getValue();
            boolean needed = fault(word, path, null).isPresent();
            into.add(new Key(String.join(".", path), value(word, path, value), needed));
            if (path.equals(List.of("plan"))) {
                addPlan(word, into);
            } else if (!path.equals(List.of("facts"))) {
                inside(value).ifPresent(inner -> addKeys(word, path, inner, into));
            }
        });
    }

    /** All of a plan is read from its object, but most of it is written flat, as schema 1 has it. */
    private static void addPlan(String word, List<Key> into) {
        JsonObject plan = new JsonObject();
        for (Field field : Plan.class.getDeclaredFields()) {
            String key = FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES.translateName(field);
            if (line(word).has(key) || key.equals("steps")) {
                JsonElement value = key.equals("steps")
                        ? new JsonPrimitive(PLAN.steps())
                        : line(word).get(key);
                plan.add(key, value);
                into.add(new Key("plan." + key, kind(value), false));
            }
        }
        JsonObject line = new JsonObject();
        line.addProperty("event", "run_started");
        line.addProperty("time_ms", 7);
        line.add("plan", plan);
        TrainEvent read = decode(line).orElseThrow();
        assertThat(((TrainEvent.RunStarted) read).about().plan()).isEqualTo(PLAN);
    }

    private static Optional<JsonObject> inside(JsonElement value) {
        return value instanceof JsonObject object
                ? Optional.of(object)
                : value instanceof JsonArray list && list.get(0) instanceof JsonObject first
                        ? Optional.of(first)
                        : Optional.empty();
    }

    /** Returns what may stand there: a kind of value, or some words. */
    private static String value(String word, List<String> path, JsonElement value) {
        return fault(word, path, new JsonPrimitive("?"))
                .filter(fault -> fault.contains(ONE_OF))
                .map(fault -> fault.substring(fault.indexOf(ONE_OF) + ONE_OF.length()))
                .map(words -> "`" + words.replace(", ", "` `") + "`")
                .orElseGet(() -> kind(value));
    }

    private static String kind(JsonElement value) {
        if (value instanceof JsonPrimitive p && p.isNumber()) {
            return p.getAsString().contains(".") ? "number" : "whole number";
        } else if (value instanceof JsonPrimitive p) {
            return p.isBoolean() ? "true or false" : "text";
        } else if (value instanceof JsonArray) {
            return inside(value).isPresent() ? "list of objects" : "list of texts";
        }
        return "object";
    }

    /**
     * Returns why the line is refused if that value is another, or, if that is null, missing; empty if it is read all
     * the same.
     */
    private static Optional<String> fault(String word, List<String> path, JsonElement other) {
        JsonObject line = line(word);
        JsonObject holder = line;
        for (String key : path.subList(0, path.size() - 1)) {
            holder = inside(holder.get(key)).orElseThrow();
        }
        holder.remove(path.get(path.size() - 1));
        if (other != null) {
            holder.add(path.get(path.size() - 1), other);
        }
        return fault(() -> decode(line));
    }

    private static Optional<String> fault(Runnable reading) {
        try {
            reading.run();
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of(e.getMessage());
        }
    }

    private static Optional<TrainEvent> decode(JsonObject line) {
        try {
            return EventCodec.decode(line.toString());
        } catch (UnreadableLineException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static JsonObject line(String word) {
        return JsonParser.parseString(EventCodec.encode(event(word))).getAsJsonObject();
    }

    /** Returns an event with all the keys that it can have. */
    private static TrainEvent event(String word) {
        return switch (word) {
            case "run_started" -> new TrainEvent.RunStarted(7, TEXT, about(), new TrainEvent.Parent(TEXT, 7));
            case DESCRIBED -> new TrainEvent.Described(7, about());
            case "step", "validation", "epoch" -> measured(word);
            case "validating" -> new TrainEvent.Validating(7, 7);
            case "checkpoint" -> new TrainEvent.Checkpoint(7, TrainEvent.CheckpointKind.KEY, TEXT, 7, 7, 7, 0.5);
            case "command" -> new TrainEvent.CommandAnswered(7, TEXT, TEXT, TrainEvent.CommandStatus.DONE, TEXT);
            case "dial" -> new TrainEvent.DialTurned(7, 7, TEXT, "0.5", "0.5");
            case "paused" -> new TrainEvent.Paused(7, 7);
            case "unpaused" -> new TrainEvent.Unpaused(7, 7);
            case "run_resumed" -> new TrainEvent.RunResumed(7, 7, 7, TEXT);
            case "system" ->
                new TrainEvent.SystemUsage(7, 0.5, 0.5, List.of(new TrainEvent.Gpu(TEXT, 0.5, 0.5, 0.5, 0.5, 0.5)));
            case "warning" -> new TrainEvent.Warning(7, TEXT, TEXT, 7);
            case "run_ended" ->
                new TrainEvent.RunEnded(7, TrainEvent.EndReason.STOPPED, 7, new Best("val_acc", 0.5, 7, 7), TEXT);
            default -> throw new AssertionError("an event " + word + " must be made here");
        };
    }

    private static Measured measured(String word) {
        Measured.Kind kind = Measured.Kind.valueOf(word.toUpperCase(Locale.ROOT));
        return new Measured(7, kind, 7, 0.5, true, Names.of(METRIC).with(0.5));
    }

    private static Description about() {
        Map<String, String> facts = new LinkedHashMap<>(
                OwnEvents.started(7, TEXT, PLAN, Map.of()).about().facts());
        facts.put("model", TEXT);
        return new Description(PLAN, new Goal(TEXT, Goal.Better.LOWER), Set.of("pause"), facts);
    }
}
