package io.traindeck.dashboard.home;

import io.traindeck.listing.Grouping;
import io.traindeck.listing.RunFilter;
import io.traindeck.listing.RunOrder;
import io.traindeck.listing.RunSummary;
import java.nio.file.Path;
import java.util.Optional;

/** The runs as they are listed now, and a cursor that stays on its run, wherever that moves in the list. */
final class ListCursor {
    /** The runs as they were seen last; null as long as nobody has looked for them. */
    private RunsFollower.Seen seen;

    private Listing listing;

    /**
     * The place of the run under the cursor; null as long as nobody has moved the cursor, which is on the first run
     * until then.
     */
    private Path selected;

    private int top;

    ListCursor(Grouping by) {
        listing = Listing.none(RunOrder.NEWEST, RunFilter.ALL, by);
    }

    Listing listing() {
        return listing;
    }

    /** Takes in what is known of the runs now, and lists it as before. */
    void see(RunsFollower.Seen newest) {
        seen = newest;
        list(listing.order(), listing.filter(), listing.groups().by());
    }

    void order(RunOrder order) {
        list(order, listing.filter(), listing.groups().by());
    }

    void filter(RunFilter filter) {
        list(listing.order(), filter, listing.groups().by());
    }

    void group(Grouping by) {
        list(listing.order(), listing.filter(), by);
    }

    private void list(RunOrder order, RunFilter filter, Grouping by) {
        int before = index();
        listing = seen == null ? Listing.none(order, filter, by) : Listing.of(seen, order, filter, by);
        if (selected != null && !listing.isEmpty() && listing.indexOf(selected) < 0) {
            selected = listing.runs().get(Math.min(before, listing.size() - 1)).place();
        }
    }

    /** The row of the list that the cursor is on; headings do not count. */
    int index() {
        return selected == null ? 0 : Math.max(0, listing.indexOf(selected));
    }

    /** The run under the cursor; empty if none is listed. */
    Optional<RunSummary> run() {
        return listing.isEmpty() ? Optional.empty() : Optional.of(listing.runs().get(index()));
    }

    /** Moves by so many runs, or as far as there are any. */
    void move(int by) {
        if (!listing.isEmpty()) {
            int to = Math.max(0, Math.min(listing.size() - 1, index() + by));
            selected = listing.runs().get(to).place();
        }
    }

    /** Puts the cursor on the run at that place, now or as soon as it is listed. */
    void moveTo(Path place) {
        selected = place;
    }

    /**
     * Scrolls as little as it takes to see the cursor.
     *
     * @param rows the rows of the screen
     * @return the first row that is seen, headings counted
     */
    int scroll(ListRows all, int rows) {
        int row = all.of(index());
        int last = Math.max(0, all.size() - rows);
        // The heading above a run is useful, too.
        int first = listing.groups().by() == Grouping.NONE ? row : Math.max(0, row - 1);
        top = Math.max(0, Math.min(last, Math.max(row - rows + 1, Math.min(top, first))));
        return top;
    }

    /** The first row that was seen last. */
    int top() {
        return top;
    }
}
