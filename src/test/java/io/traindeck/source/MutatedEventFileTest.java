package io.traindeck.source;

import static io.traindeck.source.tensorboard.EventBytes.DT_DOUBLE;
import static io.traindeck.source.tensorboard.EventBytes.DT_FLOAT;
import static io.traindeck.source.tensorboard.EventBytes.DT_INT64;
import static io.traindeck.source.tensorboard.EventBytes.T0;
import static io.traindeck.source.tensorboard.EventBytes.bytes;
import static io.traindeck.source.tensorboard.EventBytes.fixed32;
import static io.traindeck.source.tensorboard.EventBytes.imageOf;
import static io.traindeck.source.tensorboard.EventBytes.join;
import static io.traindeck.source.tensorboard.EventBytes.littleEndian;
import static io.traindeck.source.tensorboard.EventBytes.plugin;
import static io.traindeck.source.tensorboard.EventBytes.simple;
import static io.traindeck.source.tensorboard.EventBytes.tensorOf;
import static io.traindeck.source.tensorboard.EventBytes.value;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.traindeck.event.TrainEvent;
import io.traindeck.source.Points.Point;
import io.traindeck.source.tensorboard.EventBytes;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Event files with bytes changed, lost and put in at random: they are read through, whatever stands in them. */
class MutatedEventFileTest {
    private static final int HEADER = 12;

    /** The bytes that may be allocated to read a file of some kilobytes: two windows, and small change. */
    private static final long MEMORY = 1 << 20;

    private static Path file;
    private static FileChannel written;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @BeforeContainer
    static void create() throws IOException {
        file = Files.createTempFile("mutated", ".tfevents");
        written = FileChannel.open(file, StandardOpenOption.WRITE);
    }

    @AfterContainer
    static void delete() throws IOException {
        written.close();
        Files.delete(file);
    }

    private static EventBytes sample() {
        byte[] real = bytes(4, littleEndian(8).putDouble(0.1).array());
        EventBytes log = EventBytes.started();
        for (int step = 1; step <= 2; step++) {
            log.scalar("train/loss", step, 1f / step)
                    .event(step, T0, value("tf2", tensorOf(DT_DOUBLE, real), plugin("scalars")))
                    .event(step, T0, value("list", tensorOf(DT_FLOAT, fixed32(5, 77), 1)))
                    .event(step, T0, value("int", tensorOf(DT_INT64, bytes(10, new byte[] {5}))))
                    .event(step, T0, simple("a", step), simple("b", step), simple("c", step))
                    .histogram("weights", step);
        }
        return log;
    }

    @Property(tries = 5_000, shrinking = ShrinkingMode.OFF)
    void whatIsDamagedIsNeverMistakenForANumber(@ForAll Random random) throws IOException {
        byte[] whole = sample().toBytes();
        byte[] damaged = whole;
        for (int i = random.nextInt(4); i >= 0; i--) {
            damaged = damage(random, damaged);
        }
        Set<Point> numbers = new HashSet<>(read(whole));
        assertThat(numbers).hasSize(14);
        assertThat(numbers).containsAll(read(damaged));
    }

    /** The checksums fit, so the damage reaches those who look into the records. */
    @Property(tries = 5_000, shrinking = ShrinkingMode.OFF)
    void nonsenseWithRightChecksumsIsReadThrough(@ForAll Random random) throws IOException {
        EventBytes log = sample().event(3, T0, simple("a", 1), imageOf("picture", 9000), simple("b", 1));
        byte[] whole = log.toBytes();
        EventBytes mutated = new EventBytes();
        int from = 0;
        for (int end : log.ends()) {
            byte[] data = Arrays.copyOfRange(whole, from + HEADER, end - 4);
            if (random.nextInt(3) == 0) {
                data = damage(random, data);
            }
            mutated.record(random.nextInt(50) == 0 ? random.nextLong() >> random.nextInt(64) : data.length, data);
            from = end;
        }
        read(mutated.toBytes());
    }

    private static byte[] damage(Random random, byte[] bytes) {
        int at = random.nextInt(bytes.length + 1);
        int length = Math.min(bytes.length - at, 1 + random.nextInt(random.nextBoolean() ? 4 : 200));
        byte[] before = Arrays.copyOf(bytes, at);
        byte[] hit = Arrays.copyOfRange(bytes, at, at + length);
        byte[] after = Arrays.copyOfRange(bytes, at + length, bytes.length);
        byte[] noise = new byte[1 + random.nextInt(20)];
        random.nextBytes(noise);
        return switch (random.nextInt(7)) {
            case 0 -> before;
            case 1 -> join(before, after);
            case 2 -> join(before, hit, hit, after);
            case 3 -> join(before, new byte[length], after);
            case 4 -> join(before, noise, after);
            case 5 -> join(before, noise, hit, after);
            default -> join(before, flipped(random, hit), after);
        };
    }

    private static byte[] flipped(Random random, byte[] bytes) {
        byte[] flipped = bytes.clone();
        if (flipped.length > 0) {
            flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return flipped;
    }

    private List<Point> read(byte[] content) throws IOException {
        // One file for all: to delete ten thousand takes a minute on a busy disk.
        written.write(ByteBuffer.wrap(content), 0);
        written.truncate(content.length);
        List<TrainEvent> events = new ArrayList<>();
        try (EventSource source = new TensorBoardLog().open(file, events::clear)) {
            long before = threads.getCurrentThreadAllocatedBytes();
            int records = source.poll(Integer.MAX_VALUE, events::add);
            assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(MEMORY);
            assertThat(source.unreadable()).isLessThanOrEqualTo(records);
            assertThat(records).isLessThanOrEqualTo(content.length);
            assertThat(source.poll(100, events::add)).as("all was read").isZero();
            return Points.of(events);
        }
    }
}
