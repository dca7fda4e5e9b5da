package io.traindeck.dashboard.home;

import io.traindeck.listing.Grouping;
import io.traindeck.listing.RunFilter;
import io.traindeck.listing.RunOrder;
import io.traindeck.listing.RunSummary;
import io.traindeck.text.Safe;
import java.nio.file.Path;
import java.util.List;

/**
 * The runs that are listed, in the order of the screen.
 *
 * @param runs those that the filter lets through; null before they have been looked for
 * @param all how many there are without the filter
 * @param unread how many logs are still to be read
 * @param lack what may be missing from the list, and why; empty if nothing is
 * @param groups the same runs in their groups
 */
record Listing(
        List<RunSummary> runs, RunOrder order, RunFilter filter, int all, long unread, String lack, Groups groups) {
    private static final String TOO_MANY =
            "There are too many files to look at all of them; name the folders of the runs.";

    /**
     * The groups of a list, in its order; one without a title if it has no groups.
     *
     * @param scales the scales on which the trends are drawn, made once, since there may be ten thousand runs
     */
    record Groups(Grouping by, List<Grouping.Group> all, TrendScales scales) {
        /** Puts runs, which are in the order of the list, into groups. */
        static Groups of(Grouping by, List<RunSummary> runs) {
            return new Groups(by, by.of(runs), new TrendScales(runs));
        }

        List<RunSummary> runs() {
            return all.stream().flatMap(group -> group.runs().stream()).toList();
        }
    }

    /** Makes a listing for the time before anything is known of the runs. */
    static Listing none(RunOrder order, RunFilter filter, Grouping by) {
        return new Listing(null, order, filter, 0, 0, "", Groups.of(by, List.of()));
    }

    /** Lists in that way what was seen of the runs. */
    static Listing of(RunsFollower.Seen seen, RunOrder order, RunFilter filter, Grouping by) {
        long unread = seen.isWhole()
                ? 0
                : seen.runs().stream().filter(run -> !run.isRead()).count();
        Groups groups = Groups.of(by, order.sorted(filter.of(seen.runs())));
        return new Listing(groups.runs(), order, filter, seen.runs().size(), unread, lack(seen), groups);
    }

    private static String lack(RunsFollower.Seen seen) {
        if (seen.isCut()) {
            return TOO_MANY;
        }
        return seen.faults().entrySet().stream()
                .findFirst()
                .map(first -> "Cannot read " + Safe.forCells(first.getKey().toString()) + ": " + first.getValue()
                        + (seen.faults().size() == 1
                                ? ""
                                : ", and " + (seen.faults().size() - 1) + " more"))
                .orElse("");
    }

    /** Returns whether there is no run to open, to mark or to compare. */
    boolean isEmpty() {
        return runs == null || runs.isEmpty();
    }

    int size() {
        return runs == null ? 0 : runs.size();
    }

    /** The row of the run at that place; -1 if it is not listed. */
    int indexOf(Path place) {
        for (int i = 0; i < size(); i++) {
            if (runs.get(i).place().equals(place)) {
                return i;
            }
        }
        return -1;
    }
}
