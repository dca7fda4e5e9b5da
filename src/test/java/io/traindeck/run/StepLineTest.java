package io.traindeck.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.TrainEvent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The fast way must never say anything but what the general way says. */
class StepLineTest {
    private static final String[] TOKENS = {
        "0",
        "-0",
        "-1",
        "00",
        "007",
        "1.",
        ".5",
        "1.5",
        "+1",
        "1e5",
        "1E+5",
        "1e",
        "1e-400",
        "1e400",
        "NaN",
        "\"NaN\"",
        "2147483647",
        "2147483648",
        "9223372036854775807",
        "9223372036854775808",
        "123456789012345678901234567890",
        "0.30000000000000004",
        "1d",
        "1f",
        "0x1p3",
        " 1",
        "1 ",
        "true",
        "null",
        "",
        "5e-324",
        "2.2250738585072012E-308"
    };

    @Test
    void anOrdinaryStepTakesTheFastWay() {
        TrainEvent.Step step = new TrainEvent.Step(1_763_800_000_000L, 391, 1, 2.302585, 1.2e-4, 0.93, 327.5);
        byte[] line = EventCodec.encode(step).getBytes(StandardCharsets.UTF_8);
        assertThat(StepLine.read(line, 0, line.length)).isEqualTo(step);
    }

    @Property
    void agreesOnDoublesOfAnyBits(@ForAll double a, @ForAll double b, @ForAll long bits, @ForAll int step) {
        agrees(EventCodec.encode(new TrainEvent.Step(1, step, 1, a, b, Double.longBitsToDouble(bits), 1))
                .getBytes(StandardCharsets.UTF_8));
    }

    @Property
    void agreesWhereOneByteIsAnother(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] line =
                EventCodec.encode(Events.any(TrainEvent.Step.class, random)).getBytes(StandardCharsets.UTF_8);
        line[random.nextInt(line.length)] = random.nextBoolean()
                ? (byte) random.nextInt()
                : (byte) "0123456789+-.eE,:\"{} ".charAt(random.nextInt(21));
        agrees(line);
    }

    @Property
    void agreesOnOddTokens(@ForAll long seed) {
        Random random = new Random(seed);
        StringBuilder line = new StringBuilder("{\"event\":\"step\"");
        for (String key : RecordJson.of(TrainEvent.Step.class).keys()) {
            String value = random.nextInt(4) > 0 ? "1" : TOKENS[random.nextInt(TOKENS.length)];
            line.append(",\"").append(key).append("\":").append(value);
        }
        agrees(line.append(random.nextInt(10) > 0 ? "}" : "").toString().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void agreesOnEveryCut() {
        byte[] line = EventCodec.encode(Events.step(17)).getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length <= line.length; length++) {
            agrees(Arrays.copyOf(line, length));
        }
    }

    private static void agrees(byte[] line) {
        TrainEvent.Step fast = StepLine.read(line, 0, line.length);
        if (fast != null) {
            assertThat(general(line))
                    .as(new String(line, StandardCharsets.UTF_8))
                    .contains(fast);
        }
    }

    private static Optional<TrainEvent> general(byte[] line) {
        try {
            return EventCodec.decodeAny(line, 0, line.length);
        } catch (UnreadableLineException e) {
            return Optional.empty();
        }
    }
}
