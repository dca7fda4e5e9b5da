package io.traindeck.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.TrainEvent.Gpu;
import io.traindeck.event.TrainEvent.SystemUsage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The fast way must never say anything but what the general way says. */
class SystemLineTest {
    private static final SystemUsage ORDINARY = new SystemUsage(1_763_800_000_000L, 195.92, 1413, List.of());

    @Test
    void anOrdinaryReadingTakesTheFastWay() {
        byte[] line = bytes(EventCodec.encode(ORDINARY));
        assertThat(SystemLine.read(line, 0, line.length)).isEqualTo(ORDINARY);
    }

    @Test
    void leavesCardsAndNumbersThatAreNoneToTheGeneralWay() throws UnreadableLineException {
        Gpu gpu = new Gpu("NVIDIA H100", 90, 1024, 81_559, 55, 350);
        for (SystemUsage usage :
                List.of(new SystemUsage(1, 100, 500, List.of(gpu)), new SystemUsage(1, Double.NaN, 500, List.of()))) {
            byte[] line = bytes(EventCodec.encode(usage));
            assertThat(SystemLine.read(line, 0, line.length)).isNull();
            assertThat(EventCodec.decode(line, 0, line.length)).contains(usage);
        }
    }

    @Property
    void agreesWhereOneByteIsAnother(@ForAll long seed) throws UnreadableLineException {
        Random random = new Random(seed);
        byte[] line = bytes(EventCodec.encode(ORDINARY));
        line[random.nextInt(line.length)] = random.nextBoolean()
                ? (byte) random.nextInt()
                : (byte) "0123456789+-.eE,:\"[]{} ".charAt(random.nextInt(23));
        agrees(line);
    }

    @Test
    void agreesOnEveryCut() throws UnreadableLineException {
        byte[] line = bytes(EventCodec.encode(ORDINARY));
        for (int length = 0; length <= line.length; length++) {
            agrees(Arrays.copyOf(line, length));
        }
    }

    private static void agrees(byte[] line) throws UnreadableLineException {
        SystemUsage fast = SystemLine.read(line, 0, line.length);
        if (fast != null) {
            assertThat(EventCodec.decodeAny(line, 0, line.length))
                    .as(new String(line, StandardCharsets.UTF_8))
                    .contains(fast);
        }
    }

    private static byte[] bytes(String line) {
        return line.getBytes(StandardCharsets.UTF_8);
    }
}
