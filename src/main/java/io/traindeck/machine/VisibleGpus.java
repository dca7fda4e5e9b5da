package io.traindeck.machine;

import java.util.Arrays;
import java.util.List;

/**
 * The graphics cards that CUDA shows to this process. {@code nvidia-smi} lists all cards of the machine, whatever
 * {@code CUDA_VISIBLE_DEVICES} says.
 *
 * <p>As in the <a href="https://docs.nvidia.com/cuda/cuda-c-programming-guide/#cuda-environment-variables">CUDA
 * guide</a>: indices, or identifiers that may be cut short, up to the first entry that is neither. Indices are taken in
 * {@code nvidia-smi}'s order; between cards of different speed CUDA's own order is the same only with {@code
 * CUDA_DEVICE_ORDER=PCI_BUS_ID}. A slice of a card (MIG) does not count as a card, since the figures of the whole card
 * are not its own.
 */
final class VisibleGpus {
    private static final String UUID_START = "GPU-";

    private final boolean all;
    private final List<String> entries;

    /** @param variable the value of {@code CUDA_VISIBLE_DEVICES}; null if it is not set */
    VisibleGpus(String variable) {
        all = variable == null;
        entries = all
                ? List.of()
                : Arrays.stream(variable.split(","))
                        .map(String::strip)
                        .takeWhile(entry -> entry.matches("\\d+") || entry.startsWith(UUID_START))
                        .toList();
    }

    /**
     * Whether CUDA shows a card to this process.
     *
     * @param index the card's index in {@code nvidia-smi}'s order, without leading zeros
     * @param uuid {@code GPU-...}
     */
    boolean contains(String index, String uuid) {
        return all
                || entries.stream()
                        .anyMatch(entry ->
                                entry.startsWith(UUID_START) ? uuid.startsWith(entry) : sameNumber(entry, index));
    }

    private static boolean sameNumber(String entry, String index) {
        return entry.replaceFirst("^0+(?=.)", "").equals(index);
    }
}
