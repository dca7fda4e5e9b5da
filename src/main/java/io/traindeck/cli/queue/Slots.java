package io.traindeck.cli.queue;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The places in which runs train at once, each with its part of the machine: graphics cards of its own if there are
 * any, else its share of the cores.
 */
final class Slots {
    private static final String VISIBLE = "CUDA_VISIBLE_DEVICES";

    private final List<Slot> all;

    private Slots(List<Slot> all) {
        this.all = List.copyOf(all);
    }

    /** Returns one place, with the whole machine. */
    static Slots one() {
        return new Slots(List.of(new Slot(Map.of(), 0)));
    }

    /** Returns places with cards of their own. */
    static Slots ofGpus(int count, List<String> gpus) {
        return new Slots(IntStream.range(0, count)
                .mapToObj(slot -> new Slot(Map.of(VISIBLE, share(gpus, slot, count)), 0))
                .toList());
    }

    /** Returns the cards whose number in the list, divided by {@code count}, leaves {@code slot} as the remainder. */
    private static String share(List<String> gpus, int slot, int count) {
        return IntStream.range(0, gpus.size())
                .filter(gpu -> gpu % count == slot)
                .mapToObj(gpus::get)
                .collect(Collectors.joining(","));
    }

    /** Returns places with so many threads each; 0 for as many as the run wants. */
    static Slots ofThreads(int count, int threads) {
        return new Slots(IntStream.range(0, count)
                .mapToObj(slot -> new Slot(environment(threads), threads))
                .toList());
    }

    /** Returns the variable that most numeric libraries obey: by it, another's program knows its share of the cores. */
    private static Map<String, String> environment(int threads) {
        return threads == 0 ? Map.of() : Map.of("OMP_NUM_THREADS", Integer.toString(threads));
    }

    List<Slot> all() {
        return all;
    }

    /** Whether several runs train at once. */
    boolean areSeveral() {
        return all.size() > 1;
    }
}
