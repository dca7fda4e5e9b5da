package io.traindeck.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.OwnMetrics;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Gpu;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.SystemUsage;
import io.traindeck.testing.OwnEvents;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The fast way must never read anything but what the general way reads. */
class EventDecoderTest {
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
        "\"-Infinity\"",
        "\"text\"",
        "2147483648",
        "9223372036854775807",
        "9223372036854775808",
        "123456789012345678901234567890",
        "0.30000000000000004",
        "1d",
        "0x1p3",
        " 1",
        "1 ",
        "true",
        "null",
        "",
        "5e-324",
        "2.2250738585072012E-308"
    };

    private final EventDecoder decoder = new EventDecoder();

    @Property
    void everySecondLineOfAShapeTakesTheFastWay(@ForAll long seed) throws UnreadableLineException {
        Random random = new Random(seed);
        Measured any = (Measured) RandomEvents.any(Measured.class, random);
        Measured first = new Measured(1, any.kind(), 1, any.epoch(), any.best(), any.values());
        Measured second = new Measured(
                7,
                first.kind(),
                random.nextInt(1_000_000),
                Double.isNaN(first.epoch()) ? Double.NaN : random.nextInt(9),
                first.best(),
                first.values()
                        .names()
                        .with(random.doubles(first.values().size()).toArray()));
        EventDecoder own = new EventDecoder();
        own.decode(bytes(first), 0, bytes(first).length);
        byte[] line = bytes(second);
        boolean ordinary = first.values().names().list().stream().noneMatch(name -> name.contains("\""));
        assertThat(own.knows(line, 0, line.length)).isEqualTo(ordinary);
        assertThat(own.decode(line, 0, line.length)).contains(second);
    }

    @Test
    void linesOfAShapeShareTheirNames() throws UnreadableLineException {
        Measured first = (Measured) decode(bytes(OwnMetrics.step(1, 1, 1, 2.3, 1e-3, 1, 300)));
        Measured second = (Measured) decode(bytes(OwnMetrics.step(2, 2, 1, 2.2, 1e-3, 1, 300)));
        assertThat(second.values().names()).isSameAs(first.values().names());
    }

    @Test
    void readingsOfTheMachineTakeTheFastWayUnlessTheyHaveCards() throws UnreadableLineException {
        decode(bytes(new SystemUsage(1, 195.92, 1413, List.of())));
        byte[] next = bytes(new SystemUsage(2, 200.5, 1414, List.of()));
        assertThat(decoder.knows(next, 0, next.length)).isTrue();
        SystemUsage cards = new SystemUsage(3, 1, 2, List.of(new Gpu("NVIDIA H100", 90, 1024, 81_559, 55, 350)));
        assertThat(decode(bytes(cards))).isEqualTo(cards);
        assertThat(decode(bytes(cards))).isEqualTo(cards);
    }

    @Property
    void agreesOnDoublesOfAnyBits(@ForAll double a, @ForAll double b, @ForAll long bits, @ForAll long step) {
        agrees(bytes(OwnMetrics.step(1, step, 1, a, b, Double.longBitsToDouble(bits), 1)));
    }

    @Property
    void agreesWhereOneByteIsAnother(@ForAll long seed) throws UnreadableLineException {
        Random random = new Random(seed);
        TrainEvent event = random.nextBoolean()
                ? OwnMetrics.epoch(
                        1, 2, 3, new OwnMetrics.Scores(1, 0.5, 1, 0.5), 1e-3, new OwnMetrics.Norms(1, 2), 10, 0)
                : new SystemUsage(1, 195.92, 1413, List.of());
        byte[] line = bytes(event);
        decode(line);
        line[random.nextInt(line.length)] = random.nextBoolean()
                ? (byte) random.nextInt()
                : (byte) "0123456789+-.eE,:\"{} ".charAt(random.nextInt(21));
        agrees(line);
    }

    @Property
    void agreesOnOddTokens(@ForAll long seed) {
        Random random = new Random(seed);
        for (int line = 0; line < 3; line++) {
            StringBuilder text = new StringBuilder("{\"event\":\"step\"");
            for (String key : List.of("time_ms", "step", "epoch", "loss", "loss", "deep")) {
                String value = random.nextInt(4) > 0 ? "1" : TOKENS[random.nextInt(TOKENS.length)];
                text.append(",\"").append(key).append("\":").append(key.equals("deep") ? "[" + value + "]" : value);
            }
            agrees(text.append(random.nextInt(10) > 0 ? "}" : "").toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void agreesOnEveryCut() {
        byte[] line = bytes(OwnEvents.step(17));
        for (int length = line.length; length >= 0; length--) {
            agrees(Arrays.copyOf(line, length));
        }
    }

    private TrainEvent decode(byte[] line) throws UnreadableLineException {
        return decoder.decode(line, 0, line.length).orElseThrow();
    }

    private void agrees(byte[] line) {
        assertThat(said(() -> decoder.decode(line, 0, line.length)))
                .as(new String(line, StandardCharsets.UTF_8))
                .isEqualTo(said(() -> EventCodec.decode(line, 0, line.length)));
        // Once more: the line's own shape may be known by now.
        assertThat(said(() -> decoder.decode(line, 0, line.length)))
                .isEqualTo(said(() -> EventCodec.decode(line, 0, line.length)));
    }

    private interface Decoding {
        Optional<TrainEvent> event() throws UnreadableLineException;
    }

    private static Object said(Decoding decoding) {
        try {
            return decoding.event();
        } catch (UnreadableLineException e) {
            return e.getMessage();
        }
    }

    private static byte[] bytes(TrainEvent event) {
        return EventCodec.encode(event).getBytes(StandardCharsets.UTF_8);
    }
}
