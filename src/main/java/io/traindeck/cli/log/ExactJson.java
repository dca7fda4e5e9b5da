package io.traindeck.cli.log;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.traindeck.event.Goal;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Pattern;

/** JSON for other programs: its numbers come back to the last bit, and none of them is a bare NaN. */
public final class ExactJson {
    private static final Gson PRETTY = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .serializeNulls()
            .create();

    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");

    private ExactJson() {}

    /** Returns the text in ASCII, which is UTF-8 in every locale; without an end of line. */
    public static String text(JsonElement json) {
        return ascii(PRETTY.toJson(json));
    }

    /** Returns the text in ASCII, in one line without its end. */
    public static String line(JsonElement json) {
        return ascii(json.toString());
    }

    private static String ascii(String text) {
        StringBuilder ascii = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x7f) {
                ascii.append(c);
            } else {
                ascii.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            }
        }
        return ascii.toString();
    }

    /** Returns a number; one of the strings NaN, Infinity and -Infinity if it is not finite. */
    public static JsonPrimitive number(double value) {
        String text = ExactNumbers.text(value);
        if (!Double.isFinite(value)) {
            return new JsonPrimitive(text);
        }
        return text.contains(".") ? new JsonPrimitive(value) : new JsonPrimitive(Long.valueOf(text));
    }

    /** Returns a number; null if it is not finite. */
    public static JsonElement finite(double value) {
        return Double.isFinite(value) ? number(value) : JsonNull.INSTANCE;
    }

    /** Returns a text that somebody has typed or told: as a number, digit for digit, if it is one. */
    public static JsonPrimitive typed(String text) {
        if (NUMBER.matcher(text).matches() && Double.isFinite(Double.parseDouble(text))) {
            try {
                return new JsonPrimitive(new BigDecimal(text));
            } catch (NumberFormatException e) {
                // Its exponent has too many digits, as in 0e12345678901.
            }
        }
        return new JsonPrimitive(text);
    }

    /** Returns a goal; null for none. */
    public static JsonElement goal(Goal goal) {
        if (goal == null) {
            return JsonNull.INSTANCE;
        }
        JsonObject json = new JsonObject();
        json.addProperty("metric", goal.metric());
        json.addProperty("better", better(goal.better()));
        return json;
    }

    /** Returns the word for the direction that is better; null if nobody can say. */
    public static String better(Goal.Better better) {
        return better == null ? null : better.name().toLowerCase(Locale.ROOT);
    }
}
