package io.traindeck.remote;

import io.traindeck.text.Numbers;
import io.traindeck.text.Safe;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The load of another machine.
 *
 * @param load the number of processes that run or want to, over the last minute; NaN if that system does not tell
 * @param cores 0 if unknown
 * @param totalBytes the bytes of memory; 0 if unknown
 * @param freeBytes the bytes of memory that programs could still have; 0 if unknown
 */
record MachineReading(double load, int cores, double totalBytes, double freeBytes, List<Gpu> gpus) {
    private static final double KIB = 1024;
    private static final double GIB = 1 << 30;
    private static final int NUMBERS = 4;
    private static final int GPU_FIELDS = 5;

    /**
     * A GPU, and who holds it. A number that the machine does not tell is NaN.
     *
     * @param holders the users whose processes hold it; an empty name stands for processes whose user is not told
     */
    record Gpu(String index, double busyPercent, double usedMib, double totalMib, List<String> holders) {
        /** The driver itself takes less of the memory of a card that nobody uses. */
        private static final double MOST_OF_DRIVER_MIB = 1024;

        private String text() {
            List<String> parts = new ArrayList<>();
            parts.add("GPU" + index);
            parts.add(use());
            if (Double.isFinite(busyPercent)) {
                parts.add(Numbers.fixed(busyPercent, 0) + "%");
            }
            if (Double.isFinite(usedMib) && Double.isFinite(totalMib)) {
                parts.add(Numbers.fixed(usedMib / KIB, 0) + "/" + Numbers.fixed(totalMib / KIB, 0) + " GB");
            }
            parts.removeIf(String::isEmpty);
            return String.join(" ", parts);
        }

        /** Returns who uses it, as far as is known: in a container, for one, no process of others is seen. */
        private String use() {
            String users = holders.stream().filter(user -> !user.isEmpty()).collect(Collectors.joining("+"));
            if (!users.isEmpty()) {
                return users;
            }
            if (!holders.isEmpty() || busyPercent > 0 || usedMib > MOST_OF_DRIVER_MIB) {
                return "in use";
            }
            return Double.isNaN(usedMib) ? "" : "free";
        }
    }

    MachineReading {
        gpus = List.copyOf(gpus);
    }

    /** Reads the answer of a machine: load, cores, and memory in KiB. */
    static MachineReading of(String answer, List<Gpu> gpus) {
        String[] words = answer.split(" ");
        return words.length < NUMBERS
                ? new MachineReading(Double.NaN, 0, 0, 0, gpus)
                : new MachineReading(
                        number(words[0]),
                        (int) number(words[1]),
                        number(words[2]) * KIB,
                        number(words[NUMBERS - 1]) * KIB,
                        gpus);
    }

    /** Reads the GPUs from lines of {@code nvidia-smi} and of their holders. */
    static List<Gpu> gpus(List<String> lines) {
        Map<String, TreeSet<String>> holders = lines.stream()
                .map(line -> line.split(",\\s*", -1))
                .filter(words -> words.length == 3 && words[0].equals("holds"))
                .collect(Collectors.groupingBy(
                        words -> words[1],
                        Collectors.mapping(
                                words -> Safe.forLine(words[2].strip()), Collectors.toCollection(TreeSet::new))));
        List<Gpu> gpus = new ArrayList<>();
        for (String line : lines) {
            String[] words = line.split(",\\s*");
            if (words.length == GPU_FIELDS) {
                List<String> users = List.copyOf(holders.getOrDefault(words[1], new TreeSet<>()));
                gpus.add(new Gpu(
                        Safe.forLine(words[0].strip()), number(words[2]), number(words[3]), number(words[4]), users));
            }
        }
        return gpus;
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** Returns the reading in one line; empty if nothing is known. */
    String text() {
        List<String> parts = new ArrayList<>();
        if (Double.isFinite(load)) {
            parts.add("load " + Numbers.fixed(load, 1) + (cores > 0 ? " of " + cores : ""));
        }
        if (totalBytes > 0 && Double.isFinite(freeBytes)) {
            parts.add("memory " + Numbers.fixed((totalBytes - freeBytes) / GIB, 0) + "/"
                    + Numbers.fixed(totalBytes / GIB, 0) + " GB");
        }
        gpus.forEach(gpu -> parts.add(gpu.text()));
        return String.join(", ", parts);
    }
}
