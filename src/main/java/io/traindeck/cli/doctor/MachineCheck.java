package io.traindeck.cli.doctor;

import io.traindeck.text.Numbers;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/** Cores and memory. */
final class MachineCheck {
    private static final String AREA = "machine";
    private static final Pattern AVAILABLE = Pattern.compile("MemAvailable: +(\\d+) kB");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
    private static final long KB = 1024;

    /** The memory that training on CIFAR-10 takes. */
    private static final long CIFAR_BYTES = 2_500_000_000L;

    private static final Pattern CACHED = Pattern.compile("(?m)^(?:active|inactive)_file (\\d{1,18})$");
    private static final long LEAST_BYTES = 1_000_000_000;

    private MachineCheck() {}

    /**
     * @param hasEngine whether this can train at all: to watch takes little memory
     * @param cores the number of cores that the JVM may use
     */
    static List<Finding> findings(Site site, boolean hasEngine, int cores) {
        Finding core = Finding.ok(AREA, "cores", Integer.toString(cores));
        OptionalLong memory =
                LongStream.concat(available(site).stream(), left(site).stream()).min();
        return memory.isPresent() ? List.of(core, memory(memory.getAsLong(), hasEngine)) : List.of(core);
    }

    private static Finding memory(long bytes, boolean hasEngine) {
        String value = Numbers.bytes(bytes) + " available";
        if (!hasEngine || bytes >= CIFAR_BYTES) {
            return Finding.ok(AREA, "memory", value);
        }
        return bytes >= LEAST_BYTES
                ? Finding.note(
                        AREA,
                        "memory",
                        value,
                        "To train on CIFAR-10 takes " + Numbers.bytes(CIFAR_BYTES) + ": end other programs first.")
                : Finding.problem(
                        AREA,
                        "memory",
                        value,
                        "To train takes " + Numbers.bytes(LEAST_BYTES) + " at least: end other programs, or raise the"
                                + " container's limit.");
    }

    private static OptionalLong available(Site site) {
        Matcher matcher = AVAILABLE.matcher(site.text("proc/meminfo").orElse(""));
        return matcher.find() ? OptionalLong.of(Long.parseLong(matcher.group(1)) * KB) : OptionalLong.empty();
    }

    /** Returns the memory that the limit of a container leaves; empty if there is no limit. */
    private static OptionalLong left(Site site) {
        Optional<Long> limit = number(site, "sys/fs/cgroup/memory.max");
        Optional<Long> used = number(site, "sys/fs/cgroup/memory.current");
        return limit.isPresent() && used.isPresent()
                ? OptionalLong.of(Math.max(0, limit.get() - Math.max(0, used.get() - cached(site))))
                : OptionalLong.empty();
    }

    /** Returns the bytes of cached files, which count as used and are given back when somebody needs them. */
    private static long cached(Site site) {
        Matcher matcher = CACHED.matcher(site.text("sys/fs/cgroup/memory.stat").orElse(""));
        long bytes = 0;
        while (matcher.find()) {
            bytes += Long.parseLong(matcher.group(1));
        }
        return bytes;
    }

    private static Optional<Long> number(Site site, String file) {
        return site.text(file)
                .map(String::strip)
                .filter(text -> NUMBER.matcher(text).matches())
                .map(Long::valueOf);
    }
}
