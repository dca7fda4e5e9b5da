package io.traindeck.dashboard.home;

import io.traindeck.comparison.Comparison;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The runs that are marked, to be compared: their places, in the order in which they were marked. */
final class Marks {
    /** The most runs that can be marked: as many as a comparison tells apart. */
    static final int MOST = Comparison.MOST_TOLD_APART;

    private List<Path> all = List.of();

    List<Path> all() {
        return all;
    }

    /** Takes the marks away from runs that are no longer there. */
    void keep(Set<Path> there) {
        all = all.stream().filter(there::contains).toList();
    }

    /**
     * Marks a run, or takes the mark away.
     *
     * @return false if it cannot be marked because {@link #MOST} others are
     */
    boolean turn(Path run) {
        if (all.contains(run)) {
            all = all.stream().filter(marked -> !marked.equals(run)).toList();
        } else if (all.size() == MOST) {
            return false;
        } else {
            all = Stream.concat(all.stream(), Stream.of(run)).toList();
        }
        return true;
    }
}
