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
 * <p>A name is a promise that the values may break: a column {@code time} may hold seconds since the start. Readers
 * look at the values too.
 */
final class CounterNames {
    /** The kind of counter that a name stands for. */
    enum Role {
        /** Updates over the whole run, or whatever a trainer counts in their place. */
        STEP,
        /** Updates within an epoch: it starts again with the next one. */
        BATCH,
        EPOCH,
        /** The number of a row: a step if nothing better is there. */
        ROW,
        /** The time of writing: a Unix time or a date. */
        TIME,
        /** A metric or a text. */
        NONE
    }

    /** The names of each role; if several are there, the one that comes first counts. */
    private static final Map<Role, List<String>> TABLE = Map.of(
            Role.STEP,
            List.of(
                    // These come before step, which may start again in each epoch if both are there.
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
                    // These come before iterations: Stable-Baselines3 leaves those out of its evaluations' rows.
                    "totaltimesteps",
                    "numtimesteps",
                    "iterations",
                    "iters",
                    "itr",
                    "it",
                    // These come before the time steps of RLlib, which may stay as they are for an iteration.
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
                    // These come last, since they may be those of an episode.
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

    /** Words that before a slash make a rate of what follows: {@code sec/step}, {@code tokens/iter}. */
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

    /** Returns the role of {@code name}, as far as a name can tell it. */
    static Role role(String name) {
        return entry(name).role;
    }

    /** Returns whether {@code name} counts how far training has come: steps, batches or epochs. */
    static boolean isCounter(String name) {
        return switch (role(name)) {
            case STEP, BATCH, EPOCH -> true;
            case ROW, TIME, NONE -> false;
        };
    }

    /**
     * Returns the place of {@code name} among the names of its role: the lowest one counts if several are there. For a
     * metric this is the largest int.
     */
    static int rank(String name) {
        return entry(name).rank;
    }

    /** Returns the index in {@code names} of the one that counts in that role; -1 if there is none. */
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
