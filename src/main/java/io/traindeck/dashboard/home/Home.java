package io.traindeck.dashboard.home;

import io.traindeck.dashboard.draw.Canvas;
import io.traindeck.dashboard.draw.Glyphs;
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
import io.traindeck.dashboard.panel.StatusWords;
import io.traindeck.dashboard.panel.ViewState;
import io.traindeck.listing.RunStatus;
import io.traindeck.listing.RunSummary;
import io.traindeck.state.RunState;
import io.traindeck.state.Status;
import io.traindeck.text.Safe;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * All that one picture of the list of runs is made from.
 *
 * @param runs newest first; null before they have been looked at
 * @param selected index of the run under the cursor
 * @param top index of the run in the first row
 * @param marked runs to compare, in the order in which they were marked
 * @param folder where the runs are, as the user named it
 */
record Home(
        List<RunSummary> runs,
        int selected,
        int top,
        List<Path> marked,
        ViewState view,
        String folder,
        long nowMs,
        ZoneId zone) {
    /** Rows that show no run: title, empty row, heading, message, keys. */
    private static final int OTHER_ROWS = 5;

    private static final Set<RunStatus> LIVE = EnumSet.of(RunStatus.RUNNING, RunStatus.PAUSED, RunStatus.STALLED);

    /** Rows for runs on a screen of that height. */
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
        title(canvas.row(0));
        if (runs != null && !runs.isEmpty()) {
            list(canvas, new RunsTable(runs, nowMs, canvas.width()));
        }
        message(canvas);
    }

    /** Without a run there is none to open, to mark or to compare. */
    private boolean isUseful(Action action) {
        return switch (action) {
            case OPEN, MARK, COMPARE -> runs != null && !runs.isEmpty();
            default -> true;
        };
    }

    /** What footer and help are made from: as much of a run's picture as they look at. */
    Frame frame() {
        return new Frame(RunState.EMPTY, Status.STARTING, view, folder, nowMs, zone, null);
    }

    private void title(Canvas row) {
        row.put(1, 0, "traindeck", Role.ACCENT);
        if (runs != null && !runs.isEmpty()) {
            long live = runs.stream().filter(run -> LIVE.contains(run.state())).count();
            String all = runs.size() == 1 ? "1 run" : runs.size() + " runs";
            String text = all + (live == 0 ? "" : ", " + live + " live") + " in " + Safe.forCells(folder);
            row.putRight(row.width() - 1, 0, Text.cut(text, row.width() - 14, row.glyphs()), Role.DIM);
        }
    }

    private void list(Canvas canvas, RunsTable table) {
        table.header(canvas.row(2));
        int rows = listRows(canvas.height());
        for (int i = 0; i < rows && top + i < runs.size(); i++) {
            RunSummary run = runs.get(top + i);
            table.run(canvas.row(3 + i), run, top + i == selected, 1 + marked.indexOf(run.path()));
        }
        int below = runs.size() - top - rows;
        if (below > 0) {
            String more = below + " more " + canvas.glyphs().down();
            canvas.putRight(canvas.width() - 1, canvas.height() - 2, more, Role.DIM);
        }
    }

    private void message(Canvas canvas) {
        if (!view.notice().isEmpty()) {
            Canvas row = canvas.row(canvas.height() - 2);
            row.put(1, 0, Text.cut(Safe.forCells(view.notice()), row.width() - 2, row.glyphs()), Role.WARN);
        }
        if (runs == null) {
            canvas.put(1, 2, "Reading the runs in " + Safe.forCells(folder), Role.DIM);
        } else if (runs.isEmpty()) {
            List<String> lines = Text.wrap(StatusWords.noRuns(folder), canvas.width() - 2);
            for (int i = 0; i < lines.size(); i++) {
                canvas.put(1, 2 + i, lines.get(i), Role.TEXT);
            }
        }
    }
}
