package io.traindeck.source;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The names of columns and keys that say how far training has come, rather than how well it goes: the one table of them.
 * Case, blanks, {@code _}, {@code -}, {@code .}, {@code :} and prefixes that end with a slash make no difference: {@code
 * trainer/global_step} is {@code Global Step}.
 *
 * <p>A name is a promise that the values may break: what is called {@code time} may be seconds since the start. Readers
 * look at the values too.
 */
final class CounterNames {
    /** What a name counts. */
    enum Role {
        /** Updates, or what a trainer counts in their place, over the whole run. */
        STEP,
        /** Updates within an epoch: it starts again with the next one. */
        BATCH,
        EPOCH,
        /** The number of a row: a step if nothing better is there. */
        ROW,
        /** When it was written: a Unix time or a date. */
        TIME,
        /** A metric or a text. */
        NONE
    }

    /** The names of each role; if several are there, the one that comes first counts. */
    private static final Map<Role, List<String>> TABLE = Map.of(
            Role.STEP,
            List.of(
                    // Before step, which may start again in each epoch where both are there.
                    "globalstep",
                    "globalsteps",
                    "globaliter",
                    "globaliteration",
                    "step",
                    "trainstep",
                    "trainingstep",
                    "optimizerstep",
                    "currentstep",
                    "currentsteps",
                    "stepnum",
                    "iter",
                    "iteration",
                    "iternum",
                    "itercount",
                    "curiter",
                    "currentiter",
                    "currentiteration",
                    // Before iterations: Stable-Baselines3 leaves those out of its evaluations' rows.
                    "totaltimesteps",
                    "numtimesteps",
                    "iterations",
                    "iters",
                    "itr",
                    "it",
                    // Before the time steps of RLlib, which may stay as they are for an iteration.
                    "trainingiteration",
                    "numupdates",
                    "nupdates",
                    "updates",
                    "update",
                    "timestepstotal",
                    "timestepssofar",
                    "totalenvsteps",
                    "totalenvinteracts",
                    "numenvsteps",
                    "envsteps",
                    "envstep",
                    "generation",
                    "round",
                    "tick",
                    "episode",
                    "episodes",
                    // Last, since they may be those of an episode.
                    "steps",
                    "timesteps",
                    "timestep"),
            Role.BATCH,
            List.of("batch", "batchidx", "batchid", "batchindex", "batchnum", "batchnumber", "batches", "minibatch"),
            Role.EPOCH,
            List.of("epoch", "currentepoch", "curepoch", "epochnum", "epochnumber", "epochidx", "epochs"),
            Role.ROW,
            List.of("index", "idx", "row", "", "unnamed0"),
            Role.TIME,
            List.of("timestamp", "walltime", "unixtime", "time", "datetime", "ts", "createdat", "loggedat", "date"));

    private static final Map<String, Entry> ENTRIES = entries();

    /** Before a slash they make a rate of what follows: {@code sec/step}, {@code tokens/iter}. */
    private static final Set<String> MEASURED_PER = Set.of(
            "time",
            "sec",
            "secs",
            "second",
            "seconds",
            "s",
            "ms",
            "tokens",
            "samples",
            "images",
            "imgs",
            "frames",
            "examples",
            "items",
            "loss",
            "cost",
            "flops",
            "tflops");

    private record Entry(Role role, int rank) {}

    private static final Entry NO_COUNTER = new Entry(Role.NONE, Integer.MAX_VALUE);

    private CounterNames() {}

    /** What {@code name} counts, as far as a name can say. */
    static Role role(String name) {
        return entry(name).role;
    }

    /** Whether {@code name} counts how far training has come: steps, batches or epochs. */
    static boolean isCounter(String name) {
        return switch (role(name)) {
            case STEP, BATCH, EPOCH -> true;
            case ROW, TIME, NONE -> false;
        };
    }

    /**
     * The place of {@code name} among those of its role: the lowest counts if several are there; the largest int for a
     * metric.
     */
    static int rank(String name) {
        return entry(name).rank;
    }

    /** The index in {@code names} of the one that counts in that role; -1 if there is none. */
    static int best(List<String> names, Role role) {
        int best = -1;
        int rank = Integer.MAX_VALUE;
        for (int i = 0; i < names.size(); i++) {
            Entry entry = entry(names.get(i));
            if (entry.role == role && entry.rank < rank) {
                best = i;
                rank = entry.rank;
            }
        }
        return best;
    }

    private static Entry entry(String name) {
        int slash = name.lastIndexOf('/');
        Entry entry = ENTRIES.getOrDefault(plain(name.substring(slash + 1)), NO_COUNTER);
        boolean plural = name.endsWith("s") || name.endsWith("S");
        return slash > 0 && !plural && MEASURED_PER.contains(plain(name.substring(0, slash))) ? NO_COUNTER : entry;
    }

    private static String plain(String name) {
        StringBuilder plain = new StringBuilder(name.length());
        for (char c : name.toLowerCase(Locale.ROOT).toCharArray()) {
            if (!Character.isWhitespace(c) && "_-.:".indexOf(c) < 0) {
                plain.append(c);
            }
        }
        return plain.toString();
    }

    private static Map<String, Entry> entries() {
        Map<String, Entry> entries = new HashMap<>();
        TABLE.forEach((role, names) -> {
            for (int i = 0; i < names.size(); i++) {
                entries.put(names.get(i), new Entry(role, i));
            }
        });
        return Map.copyOf(entries);
    }
}
