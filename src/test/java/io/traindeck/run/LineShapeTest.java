package io.traindeck.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The fast way must never read anything but what the general way reads. */
class LineShapeTest {
    private static final String LINE =
            "{\"event\": \"step\", \"time_ms\": 1763800000000, \"step\": 391, \"loss\": 2.302585, \"lr\": 1.2e-4,"
                    + " \"at\": \"12:30\", \"gpus\": [{\"name\": \"H100\", \"util\": 97}, []], \"norm\": \"NaN\","
                    + " \"best\": true, \"none\": null}";

    private static final String[] TOKENS = {
        "0",
        "-0",
        "-0.0",
        "-1",
        "00",
        "-01",
        "007",
        "1.",
        ".5",
        "-.5",
        "-",
        "1.5",
        "+1",
        "1e5",
        "1E+5",
        "1e",
        "1e+",
        "1e-400",
        "1e400",
        "NaN",
        "Infinity",
        "-Infinity",
        "nan",
        "\"NaN\"",
        "\"Infinity\"",
        "\"-Infinity\"",
        "\"+Infinity\"",
        "\"nan\"",
        "\"1\"",
        "\"\"",
        "999999999999999999",
        "1000000000000000000",
        "9223372036854775808",
        "-9223372036854775808",
        "123456789012345678901234567890",
        "0.30000000000000004",
        "1d",
        "0x1p3",
        " 1",
        "1 ",
        "1,1",
        "1,\"x\":2",
        "true",
        "null",
        "[1]",
        "{\"x\":1}",
        "",
        "5e-324",
        "2.2250738585072012E-308"
    };

    private final LineSlots slots = new LineSlots();

    @Test
    void theSecondLineOfAShapeTakesTheFastWay() {
        LineShape shape = shape(LINE);
        String next = LINE.replace("391", "392")
                .replace("2.302585", "\"Infinity\"")
                .replace("97", "-5e3")
                .replace("\"NaN\"", "7");
        assertThat(fits(shape, next)).isTrue();
        assertThat(shape.slots())
                .extracting(LineShape.Slot::keys)
                .containsExactly(
                        List.of("time_ms"),
                        List.of("step"),
                        List.of("loss"),
                        List.of("lr"),
                        List.of("at"),
                        List.of("gpus", "0", "util"),
                        List.of("norm"));
        assertThat(slots.isWhole(1)).isTrue();
        assertThat(slots.whole(1)).isEqualTo(392);
        assertThat(slots.isWhole(2)).isFalse();
        assertThat(slots.number(2)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(slots.number(5)).isEqualTo(-5000);
        assertThat(slots.number(6)).isEqualTo(7);
    }

    @Test
    void aTextMayVaryOnlyWhereItIsSaidTo() {
        LineShape shape = shape(LINE);
        assertThat(fits(shape, LINE.replace("12:30", "later"))).isTrue();
        assertThat(slots.text(4)).isEqualTo("later");
        assertThat(fits(shape, LINE.replace("12:30", "sp\\u00e4ter"))).isFalse();
        assertThat(fits(shape, LINE.replace("12:30", "später"))).isFalse();
        assertThat(fits(shape, LINE.replace("12:30", "NaN"))).isFalse();
        assertThat(fits(shape, LINE.replace("H100", "H200"))).isFalse();
        assertThat(fits(shape, LINE.replace("true", "false"))).isFalse();
    }

    @Test
    void bareWordsAreNumbersOnlyWhereTheyAreAllowed() {
        String line = "{\"loss\":NaN,\"a\":-Infinity,\"b\":Infinity}";
        assertThat(LineShape.of(bytes(line), 0, line.length(), false, keys -> false))
                .isEmpty();
        LineShape shape =
                LineShape.of(bytes(line), 0, line.length(), true, keys -> false).orElseThrow();
        assertThat(fits(shape, "{\"loss\":1,\"a\":NaN,\"b\":-Infinity}")).isTrue();
        assertThat(slots.number(2)).isEqualTo(Double.NEGATIVE_INFINITY);
        LineShape strict =
                LineShape.of(bytes("{\"loss\":1}"), 0, 10, false, keys -> false).orElseThrow();
        assertThat(fits(strict, "{\"loss\":NaN}")).isFalse();
        assertThat(fits(strict, "{\"loss\":\"NaN\"}")).isTrue();
    }

    @Test
    void nothingIsLearnedFromALineThatIsOutOfTheOrdinary() {
        String deep = "[".repeat(50) + "1" + "]".repeat(50);
        String many = "1,".repeat(LineShape.MAX_SLOTS) + "1";
        for (String line : List.of(
                "",
                "[1]",
                "7",
                "{\"a\":1} {\"b\":2}",
                "{\"a\":1",
                "{\"a\" 1}",
                "{'a':1}",
                "{\"a\":1,}",
                "{\"a\\n\":1}",
                "{\"a\":" + deep + "}",
                "{\"a\":[" + many + "]}",
                "{\"a\":\"" + "x".repeat(LineShape.MAX_LINE) + "\"}")) {
            assertThat(LineShape.of(bytes(line), 0, bytes(line).length, false, keys -> false))
                    .as(line)
                    .isEmpty();
        }
    }

    @Property
    void agreesOnDoublesOfAnyBits(@ForAll long bits, @ForAll double a, @ForAll long whole) {
        double any = Double.longBitsToDouble(bits);
        String number = Double.isFinite(any) ? Double.toString(any) : "\"" + any + "\"";
        assertThat(agrees("{\"a\":1,\"b\":2,\"c\":3}", "{\"a\":" + number + ",\"b\":" + a + ",\"c\":" + whole + "}"))
                .isTrue();
    }

    @Property
    void agreesWhereOneByteIsAnother(@ForAll long seed) {
        Random random = new Random(seed);
        StringBuilder line = new StringBuilder(LINE);
        char other = random.nextBoolean()
                ? (char) random.nextInt(128)
                : "0123456789+-.eE,:\"{}[]\\ NaInfty".charAt(random.nextInt(31));
        line.setCharAt(random.nextInt(line.length()), other);
        agrees(LINE, line.toString());
        agrees(line.toString(), LINE);
    }

    @Property
    void agreesOnOddTokens(@ForAll long seed) {
        Random random = new Random(seed);
        agrees(line(random), line(random));
    }

    @Test
    void agreesOnEveryCut() {
        for (int length = 0; length <= LINE.length(); length++) {
            agrees(LINE, LINE.substring(0, length));
            agrees(LINE.substring(0, length), LINE);
        }
    }

    private static String line(Random random) {
        StringBuilder line = new StringBuilder("{\"event\":\"step\"");
        for (String key : List.of("a", "b", "at")) {
            String value = random.nextInt(4) > 0 ? "1" : TOKENS[random.nextInt(TOKENS.length)];
            line.append(",\"").append(key).append("\":").append(value);
        }
        return line.append(random.nextInt(10) > 0 ? "}" : "").toString();
    }

    /** Whether {@code second} has the shape that is learned from {@code first}; if so, both ways must say the same. */
    private boolean agrees(String first, String second) {
        byte[] bytes = bytes(first);
        Optional<LineShape> shape = LineShape.of(bytes, 0, bytes.length, false, LineShapeTest::varies);
        if (shape.isEmpty() || general(first).isEmpty() || !fits(shape.get(), second)) {
            return false;
        }
        List<String> fast = new ArrayList<>();
        for (int i = 0; i < shape.get().slots().size(); i++) {
            LineShape.Slot slot = shape.get().slots().get(i);
            fast.add(slot.keys() + "=" + (slot.text() ? slots.text(i) : number(i)));
        }
        assertThat(general(second)).as(first + " then " + second).contains(fast);
        return true;
    }

    private String number(int slot) {
        if (slots.isWhole(slot)) {
            assertThat(slots.number(slot)).isEqualTo((double) slots.whole(slot));
            return slots.whole(slot) + "L";
        }
        return Double.toString(slots.number(slot));
    }

    /** Returns all numbers and texts that vary, as Gson reads them; empty if it reads no object. */
    private static Optional<List<String>> general(String line) {
        List<String> found = new ArrayList<>();
        try {
            collect(StrictJson.object(line), List.of(), found);
        } catch (JsonParseException | NumberFormatException e) {
            return Optional.empty();
        }
        return Optional.of(found);
    }

    private static void collect(JsonElement element, List<String> keys, List<String> into) {
        if (element.isJsonObject()) {
            element.getAsJsonObject().asMap().forEach((key, value) -> collect(value, and(keys, key), into));
        } else if (element.isJsonArray()) {
            int index = 0;
            for (JsonElement value : element.getAsJsonArray()) {
                collect(value, and(keys, Integer.toString(index++)), into);
            }
        } else if (element instanceof JsonPrimitive p && p.isNumber()) {
            into.add(keys + "=" + number(p.getAsString()));
        } else if (element instanceof JsonPrimitive p && p.isString()) {
            if (List.of("NaN", "Infinity", "-Infinity").contains(p.getAsString())) {
                into.add(keys + "=" + p.getAsDouble());
            } else if (varies(keys)) {
                into.add(keys + "=" + p.getAsString());
            }
        }
    }

    private static String number(String written) {
        boolean whole = written.matches("-?\\d{1,18}") && !written.equals("-0");
        return whole ? new BigDecimal(written).longValueExact() + "L" : Double.toString(Double.parseDouble(written));
    }

    private static List<String> and(List<String> keys, String key) {
        List<String> all = new ArrayList<>(keys);
        all.add(key);
        return all;
    }

    private static boolean varies(List<String> keys) {
        return keys.equals(List.of("at"));
    }

    private static LineShape shape(String line) {
        byte[] bytes = bytes(line);
        return LineShape.of(bytes, 0, bytes.length, false, LineShapeTest::varies)
                .orElseThrow();
    }

    /** Reads the line from the middle of a buffer, so that nothing outside it may be looked at. */
    private boolean fits(LineShape shape, String line) {
        byte[] bytes = bytes("12" + line + "34}");
        return shape.fits(bytes, 2, bytes.length - 3, slots);
    }

    private static byte[] bytes(String line) {
        return line.getBytes(StandardCharsets.UTF_8);
    }
}
