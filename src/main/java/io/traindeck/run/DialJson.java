package io.traindeck.run;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import io.traindeck.event.TrainEvent.DialTurned;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/** The line {@code dial}, and the values of dials: numbers, truth values and texts keep their types in JSON. */
final class DialJson implements EventJson<DialTurned> {
    /** The numbers of JSON. */
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d{1,3})?");

    @Override
    public void write(DialTurned event, JsonObject line) {
        line.addProperty(MeasuredJson.TIME, event.timeMs());
        line.addProperty("step", event.step());
        line.addProperty("name", event.name());
        if (!event.before().isEmpty()) {
            line.add("old", value(event.before()));
        }
        line.add("new", value(event.after()));
    }

    @Override
    public DialTurned read(String word, JsonObject line) {
        if (!(line.get("new") instanceof JsonPrimitive after)) {
            throw new JsonParseException("\"new\" is missing or no number, truth value or text");
        }
        return new DialTurned(
                JsonKeys.whole(line, MeasuredJson.TIME),
                JsonKeys.whole(line, "step"),
                JsonKeys.read(line, "name", String.class, String.class),
                text(line.get("old")),
                after.getAsString());
    }

    private static String text(JsonElement value) {
        return value instanceof JsonPrimitive known ? known.getAsString() : "";
    }

    /** Returns a value as a number or a truth value if it is one, else as text: as a program would write it. */
    static JsonPrimitive value(String typed) {
        if (typed.equals("true") || typed.equals("false")) {
            return new JsonPrimitive(Boolean.valueOf(typed));
        }
        return NUMBER.matcher(typed).matches() ? new JsonPrimitive(new BigDecimal(typed)) : new JsonPrimitive(typed);
    }
}
