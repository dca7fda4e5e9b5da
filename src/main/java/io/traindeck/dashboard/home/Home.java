package io.traindeck.dashboard.home;

import io.traindeck.dashboard.draw.Canvas;
import io.traindeck.dashboard.draw.Glyphs;
import io.traindeck.dashboard.draw.Phrase;
import io.traindeck.dashboard.draw.Picture;
import io.traindeck.dashboard.draw.Rect;
import io.traindeck.dashboard.draw.Role;
import io.traindeck.dashboard.draw.Text;
import io.traindeck.dashboard.draw.Theme;
import io.traindeck.dashboard.keys.Action;
import io.traindeck.dashboard.keys.Context;
import io.traindeck.dashboard.keys.KeyTable;
import io.traindeck.dashboard.panel.Footer;
import io.traindeck.dashboard.panel.Frame;
import io.traindeck.dashboard.panel.HelpPage;
import io.traindeck.dashboard.panel.MessagesPage;
import io.traindeck.dashboard.panel.Notice;
import io.traindeck.dashboard.panel.StatusWords;
import io.traindeck.dashboard.panel.ViewState;
import io.traindeck.listing.Grouping;
import io.traindeck.listing.Machines;
import io.traindeck.listing.RunOrder;
import io.traindeck.listing.RunSummary;
import io.traindeck.state.RunState;
import io.traindeck.state.Status;
import io.traindeck.text.Safe;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;

/**
 * All that one picture of the list of runs is made from.
 *
 * @param marked the places of runs to compare, in the order in which they were marked
 */
record Home(Listing listing, Rows rows, List<Path> marked, ViewState view, Place place, long nowMs, ZoneId zone) {

    /**
     * The rows that are on the screen.
     *
     * @param selected index of the run under the cursor
     * @param top the first row, of runs and of headings
     */
    record Rows(int selected, int top) {}

    /**
     * The places where runs are looked for.
     *
     * @param folder the folder of this machine, as the user named it
     * @param firstRun the command that starts a run there
     */
    record Place(String folder, String firstRun, List<Machines.Line> machines) {}

    /** The rows that show no run: title, empty row, heading, message, keys. */
    private static final int OTHER_ROWS = 5;

    /** The cells of the title's row that its summary leaves to the name of the program and the space around it. */
    private static final int TITLE_WIDTH = 14;

    /** The cells below which a place that is cut says nothing. */
    private static final int LEAST_PLACE = 8;

    private static final String IN = " in ";

    /** The rows for runs on a screen of that height. */
    static int listRows(int height) {
        return Math.max(1, height - OTHER_ROWS);
    }

    /** Draws the whole screen. */
    Picture draw(KeyTable keys, int width, int height, Theme theme, Glyphs glyphs) {
        return Picture.of(width, height, theme, glyphs, canvas -> draw(canvas, keys));
    }

    private void draw(Canvas canvas, KeyTable keys) {
        int height = canvas.height();
        new Footer(keys, frame(), this::isUseful).draw(canvas.row(height - 1));
        if (view.overlay() == Context.HELP) {
            HelpPage.draw(canvas.part(new Rect(0, 0, canvas.width(), height - 2)), keys, Context.HOME, view.helpDown());
            return;
        }
        if (view.overlay() == Context.MESSAGES) {
            MessagesPage.draw(canvas.part(new Rect(0, 0, canvas.width(), height - 2)), view, zone);
            return;
        }
        title(canvas.row(0));
        if (!listing.isEmpty()) {
            RunsTable table = new RunsTable(listing, nowMs, canvas.width());
            table.header(canvas.row(2));
            list(canvas, new ListRows(listing, place.machines()), table);
        } else if (listing.all() == 0) {
            list(canvas, new ListRows(listing, place.machines()), null);
        }
        message(canvas);
    }

    /**
     * Returns whether the action does something now: without a run there is nothing to open, to mark, to compare, to
     * rename or to delete.
     */
    private boolean isUseful(Action action) {
        return switch (action) {
            case OPEN, MARK, COMPARE, RENAME, DELETE -> !listing.isEmpty();
            case ORDER, FILTER, GROUP -> listing.all() > 0;
            default -> true;
        };
    }

    /** The frame that footer and help are made from: as much of a run's picture as they look at. */
    Frame frame() {
        return new Frame(RunState.EMPTY, Status.STARTING, view, place.folder(), nowMs, zone, null);
    }

    private void title(Canvas row) {
        row.put(1, 0, "traindeck", Role.ACCENT);
        if (listing.all() > 0) {
            row.putRight(row.width() - 1, 0, summary(row.width() - TITLE_WIDTH, row.glyphs()), Role.DIM);
        }
    }

    /** What is listed, where, and in which order. Without room for all, the place goes first, and then the order. */
    private String summary(int width, Glyphs glyphs) {
        String counts = counts();
        String order = listing.groups().by() == Grouping.NONE
                ? ""
                : "by " + listing.groups().by().word() + ", ";
        order += listing.order() == RunOrder.NEWEST
                ? ""
                : "by " + listing.order().word() + ", ";
        String head = order.length() + counts.length() <= width ? order + counts : counts;
        String place = Safe.forCells(places());
        // A path may be cut, words about machines may not.
        int least = this.place.machines().isEmpty() ? Math.min(place.length(), LEAST_PLACE) : place.length();
        int room = width - head.length() - IN.length();
        return room < least ? Text.cut(head, width, glyphs) : head + IN + Text.cutMiddle(place, room, glyphs);
    }

    private String counts() {
        long live = listing.runs().stream()
                .filter(run -> run.isRead() && run.state().isLive())
                .count();
        String all = listing.all() == 1 ? "1 run" : listing.all() + " runs";
        String filter = Safe.forCells(listing.filter().text());
        return (filter.isEmpty() ? all : listing.size() + " of " + all + " with \"" + filter + "\"")
                + (live == 0 ? "" : ", " + live + " live");
    }

    /** @param table null if there are no runs but only machines that have told of none */
    private void list(Canvas canvas, ListRows all, RunsTable table) {
        int shown = listRows(canvas.height());
        for (int i = rows.top(); i < Math.min(all.size(), rows.top() + shown); i++) {
            Canvas row = canvas.row(3 + i - rows.top());
            if (all.get(i) instanceof ListRows.OfRun one) {
                RunSummary run = listing.runs().get(one.index());
                table.run(row, run, one.index() == rows.selected(), 1 + marked.indexOf(run.place()));
            } else if (all.get(i) instanceof ListRows.Heading heading) {
                heading(row, heading);
            }
        }
        int below = all.size() - rows.top() - shown;
        if (below > 0) {
            String more = below + " more " + canvas.glyphs().below();
            canvas.putRight(canvas.width() - 1, canvas.height() - 2, more, Role.DIM);
        }
    }

    private static void heading(Canvas row, ListRows.Heading heading) {
        String title = Text.cutMiddle(Safe.forCells(heading.title()), row.width() - 2, row.glyphs());
        row.put(1, 0, title, Role.ACCENT);
        int at = 1 + title.length() + 2;
        boolean isWell = heading.trouble().isEmpty();
        String said = Safe.forCells(isWell ? heading.about() : withoutName(heading));
        if (at < row.width() - 1) {
            row.put(at, 0, Text.cut(said, row.width() - at - 1, row.glyphs()), isWell ? Role.DIM : Role.WARN);
        }
    }

    /** Returns the trouble of a machine without its name, because the heading has the name already. */
    private static String withoutName(ListRows.Heading heading) {
        String name = heading.title() + " ";
        return heading.trouble().startsWith(name) ? heading.trouble().substring(name.length()) : heading.trouble();
    }

    private void message(Canvas canvas) {
        Canvas row = canvas.row(canvas.height() - 2);
        if (!view.notice().isEmpty()) {
            Notice.draw(canvas, canvas.height() - 2, new Phrase(Safe.forCells(view.notice()), Role.WARN));
        } else if (!trouble().isEmpty()) {
            row.put(1, 0, Text.cut(Safe.forCells(trouble()), row.width() - 2, row.glyphs()), Role.WARN);
        } else if (listing.unread() > 0) {
            row.put(1, 0, "Reading " + listing.unread() + (listing.unread() == 1 ? " log" : " logs"), Role.DIM);
        } else {
            row.put(1, 0, Text.cut(listing.lack(), row.width() - 2, row.glyphs()), Role.DIM);
        }
        if (listing.runs() == null) {
            canvas.put(1, 2, "Reading the runs in " + Safe.forCells(places()), Role.DIM);
        } else if (listing.isEmpty() && (listing.all() > 0 || place.machines().isEmpty())) {
            String words = listing.all() > 0
                    ? "No run fits this filter."
                    : listing.lack().isEmpty()
                            ? StatusWords.noRuns(place.folder(), place.firstRun())
                            : "There is no run here that can be read.";
            List<String> lines = Text.wrap(words, canvas.width() - 2);
            for (int i = 0; i < lines.size(); i++) {
                canvas.put(1, 2 + i, lines.get(i), Role.TEXT);
            }
        }
    }

    private String places() {
        int machines = place.machines().size();
        return place.folder()
                + (machines == 0 ? "" : machines == 1 ? " and on 1 machine" : " and on " + machines + " machines");
    }

    /** The machines whose runs are not up to date, in one line; empty if all are. */
    private String trouble() {
        List<Machines.Line> troubled = place.machines().stream()
                .filter(machine -> !machine.trouble().isEmpty())
                .toList();
        return troubled.isEmpty()
                ? ""
                : troubled.size() == 1
                        ? troubled.get(0).trouble()
                        : troubled.size() + " of " + place.machines().size() + " machines are not up to date: "
                                + troubled.stream().map(Machines.Line::host).collect(Collectors.joining(", "));
    }
}
