package io.traindeck.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.traindeck.source.LogSamples.Sample;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever stands in a file of any format: it is refused, or read to its end in bounded memory, and one that grows gives
 * what it gives at once. {@code -Dtraindeck.mutations=10000} tries so many files of each sample, {@code
 * -Dtraindeck.mutations.seed=...} one again.
 */
class MutatedLogsTest {
    private static final int FEW = 60;

    /** The bytes that may be allocated for a file of some hundred bytes, in all. */
    private static final long MEMORY = 64 << 20;

    /** The most polls: more than there are records in any sample, however often a part of it is repeated. */
    private static final int MOST_POLLS = 2000;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir
    Path folder;

    static List<Sample> samples() {
        return LogSamples.all();
    }

    @Test
    void noFormatIsLeftOut() {
        assertThat(samples().stream().map(sample -> sample.format().name()).collect(Collectors.toSet()))
                .isEqualTo(Formats.all().formats().map(Format::name).collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @MethodSource("samples")
    @Timeout(value = 2, unit = TimeUnit.HOURS)
    void isRefusedOrReadToItsEndAndGrowsIntoTheSame(Sample sample) throws Exception {
        write(sample.files());
        Path log = folder.resolve(sample.log()).normalize();
        assertThat(Formats.all().find(log))
                .get()
                .extracting(LoggedRun::format)
                .isEqualTo(sample.format().name());
        assertThat(read(sample.format(), log).orElseThrow().series()).isNotEmpty();

        int count = Integer.getInteger("traindeck.mutations", FEW);
        long first = Long.getLong("traindeck.mutations.seed", System.nanoTime());
        for (long seed = first; seed < first + count; seed++) {
            try {
                mutate(sample, log, new Random(seed));
            } catch (Exception | AssertionError e) {
                throw new AssertionError(sample + ": -Dtraindeck.mutations=1 -Dtraindeck.mutations.seed=" + seed, e);
            }
        }
    }

    private void mutate(Sample sample, Path log, Random random) throws IOException {
        List<String> names = sample.files().keySet().stream().sorted().toList();
        String name = names.get(random.nextInt(names.size()));
        byte[] whole = sample.files().get(name);
        byte[] mutated = Mutations.of(whole, random);
        int cut = random.nextInt(mutated.length + 1);
        Path file = folder.resolve(name);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        Files.write(file, Arrays.copyOf(mutated, cut));
        Collected grown = new Collected();
        Map<String, NavigableMap<Long, Double>> begun;
        boolean refused;
        try (EventSource growing = sample.format().open(log, grown::forget)) {
            refused = !isDrained(growing, grown);
            begun = grown.copy();
            Files.write(file, Arrays.copyOfRange(mutated, cut, mutated.length), StandardOpenOption.APPEND);
            refused = !isDrained(growing, grown) || refused;
        }
        Optional<Collected> atOnce = read(sample.format(), log);
        assertThat(refused).isEqualTo(atOnce.isEmpty());
        atOnce.ifPresent(all -> compare(sample.format(), begun, grown, all));
        Optional<LoggedRun> found = Formats.all().find(log);
        if (found.isPresent()) {
            try (EventSource source = found.get().open(() -> {})) {
                isDrained(source, new Collected());
            }
        }
        assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(MEMORY);
        Files.write(file, whole);
    }

    private static void compare(
            Format format, Map<String, NavigableMap<Long, Double>> begun, Collected grown, Collected atOnce) {
        if (!(format instanceof JsonFileLog)) {
            assertThat(grown.series()).isEqualTo(atOnce.series());
            return;
        }
        // A document is written anew each time, and what was read of it stays where the next one cannot be read.
        atOnce.series().forEach((name, points) -> assertThat(grown.series(name)).containsAllEntriesOf(points));
        grown.series()
                .forEach((name, points) -> points.forEach((step, value) -> assertThat(value)
                        .isIn(
                                atOnce.series(name).get(step),
                                begun.getOrDefault(name, Collections.emptyNavigableMap())
                                        .get(step))));
    }

    /** Returns all that is in the log; empty if it is refused. */
    private static Optional<Collected> read(Format format, Path log) throws IOException {
        format.knows(Glance.at(log));
        Collected all = new Collected();
        try (EventSource source = format.open(log, all::forget)) {
            boolean isRead = isDrained(source, all);
            assertThat(source.share()).isBetween(0.0, 1.0);
            assertThat(source.unreadable()).isNotNegative();
            return isRead ? Optional.of(all) : Optional.empty();
        }
    }

    /** Reads to the present end, or to where it is refused; returns whether it was not. */
    private static boolean isDrained(EventSource source, Collected into) {
        int polls = 0;
        try {
            while (source.poll(3, into) == 3) {
                assertThat(++polls).as("polls").isLessThan(MOST_POLLS);
            }
            return true;
        } catch (IOException refusal) {
            assertThat(refusal).message().isNotBlank();
            return false;
        }
    }

    private void write(Map<String, byte[]> files) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
    }
}
