package io.traindeck.dashboard.home;

import io.traindeck.listing.Grouping;
import io.traindeck.listing.Grouping.Group;
import io.traindeck.listing.Machines;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The rows of the list: runs, and a heading above each group of them. */
final class ListRows {
    private final List<Row> rows = new ArrayList<>();
    private final List<Integer> ofRun = new ArrayList<>();

    /** A row of the list. */
    sealed interface Row {}

    /** The row of a run. */
    record OfRun(int index) implements Row {}

    /**
     * The heading of a group.
     *
     * @param about what is said of its runs, or of its machine
     * @param trouble why it is not up to date; empty if it is
     */
    record Heading(String title, String about, String trouble) implements Row {}

    ListRows(Listing listing, List<Machines.Line> machines) {
        Grouping grouping = listing.groups().by();
        Set<String> titles = new HashSet<>();
        for (Group group : listing.groups().all()) {
            if (grouping != Grouping.NONE) {
                titles.add(group.title());
                rows.add(heading(grouping, group, machines));
            }
            for (int i = 0; i < group.runs().size(); i++) {
                ofRun.add(rows.size());
                rows.add(new OfRun(ofRun.size() - 1));
            }
        }
        if (grouping == Grouping.HOST && listing.filter().text().isEmpty()) {
            machines.stream()
                    .filter(machine -> !titles.contains(machine.host()))
                    .forEach(machine -> rows.add(
                            new Heading(machine.host(), about(none(machine), machine.load()), machine.trouble())));
        }
    }

    private static String none(Machines.Line machine) {
        return machine.isRead() ? "no runs yet" : "asked for its runs";
    }

    private static Heading heading(Grouping grouping, Group group, List<Machines.Line> machines) {
        long live = group.live();
        String runs = (group.runs().size() == 1 ? "1 run" : group.runs().size() + " runs")
                + (live == 0 ? "" : ", " + live + " live");
        Machines.Line machine = machines.stream()
                .filter(line -> grouping == Grouping.HOST && line.host().equals(group.title()))
                .findFirst()
                .orElse(new Machines.Line("", "", "", true));
        return new Heading(title(grouping, group), about(runs, machine.load()), machine.trouble());
    }

    private static String title(Grouping grouping, Group group) {
        if (!group.title().isEmpty()) {
            return group.title();
        }
        return switch (grouping) {
            case HOST -> "this machine";
            case FOLDER -> "right here";
            default -> "no sweep";
        };
    }

    private static String about(String runs, String load) {
        return load.isEmpty() ? runs : runs + "; " + load;
    }

    int size() {
        return rows.size();
    }

    Row get(int row) {
        return rows.get(row);
    }

    /** The row in which that run of the listing is; 0 if there is none. */
    int of(int run) {
        return run < ofRun.size() ? ofRun.get(run) : 0;
    }
}
