package io.traindeck.run;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.traindeck.event.Names;
import io.traindeck.event.TrainEvent.Measured;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The lines {@code step}, {@code validation} and {@code epoch}: every key whose value is a number, or one of the words
 * {@code "NaN"}, {@code "Infinity"}, {@code "-Infinity"}, is a metric of that name, except the {@link #RESERVED} ones. A
 * value that is anything else is ignored.
 */
final class MeasuredJson implements EventJson<Measured> {
    static final String TIME = "time_ms";
    static final String STEP = "step";
    static final String EPOCH = "epoch";
    static final String BEST = "best";

    /** Keys that are no metrics. */
    static final Set<String> RESERVED = Set.of(EventCodec.EVENT_KEY, TIME, STEP, EPOCH);

    /** Keys without which a line cannot be read: a metric of such a name is written under another one. */
    private static final Set<String> NEEDED = Set.of(EventCodec.EVENT_KEY, TIME, STEP);

    private static final JsonType NUMBER = JsonType.of(double.class);

    /** The word in {@code "event"}. */
    static String word(Measured.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void write(Measured event, JsonObject line) {
        line.addProperty(TIME, event.timeMs());
        line.addProperty(STEP, event.step());
        if (!Double.isNaN(event.epoch())) {
            line.add(EPOCH, epoch(event.epoch()));
        }
        for (int i = 0; i < event.values().size(); i++) {
            String name = event.values().names().get(i);
            double value = event.values().at(i);
            line.add(
                    NEEDED.contains(name) ? free(name, event.values().names()) : name,
                    NUMBER.write().apply(value));
        }
        if (event.best() != null) {
            line.addProperty(BEST, event.best());
        }
    }

    /** Returns the name with as many {@code _} after it as it takes to differ from all others. */
    private static String free(String name, Names names) {
        String free = name + "_";
        while (names.list().contains(free)) {
            free += "_";
        }
        return free;
    }

    /** Whether an epoch is written without a fraction. */
    static boolean isWhole(double epoch) {
        return Double.compare(epoch, (long) epoch) == 0;
    }

    private static JsonElement epoch(double epoch) {
        return isWhole(epoch) ? new JsonPrimitive((long) epoch) : NUMBER.write().apply(epoch);
    }

    @Override
    public Measured read(String word, JsonObject line) {
        long time = JsonKeys.whole(line, TIME);
        long step = JsonKeys.whole(line, STEP);
        double epoch = JsonKeys.number(line, EPOCH, Double.NaN);
        Boolean best = null;
        List<String> names = new ArrayList<>();
        List<Double> numbers = new ArrayList<>();
        for (Map.Entry<String, JsonElement> entry : line.entrySet()) {
            String key = entry.getKey();
            if (key.equals(BEST) && entry.getValue() instanceof JsonPrimitive flag && flag.isBoolean()) {
                best = flag.getAsBoolean();
            } else if (!RESERVED.contains(key)) {
                JsonKeys.anyNumber(entry.getValue()).ifPresent(number -> {
                    names.add(key);
                    numbers.add(number);
                });
            }
        }
        double[] values = numbers.stream().mapToDouble(Double::doubleValue).toArray();
        Measured.Kind kind = Measured.Kind.valueOf(word.toUpperCase(Locale.ROOT));
        return new Measured(time, kind, step, epoch, best, Names.of(names).with(values));
    }
}
