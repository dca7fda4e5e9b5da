package io.traindeck.dashboard.comparison;

import io.traindeck.comparison.AxisUnit;
import io.traindeck.comparison.Comparison;
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
import io.traindeck.dashboard.page.Workplace;
import io.traindeck.dashboard.panel.Footer;
import io.traindeck.dashboard.panel.Frame;
import io.traindeck.dashboard.panel.HelpPage;
import io.traindeck.dashboard.panel.MessagesPage;
import io.traindeck.dashboard.panel.Notice;
import io.traindeck.dashboard.panel.ViewState;
import io.traindeck.state.RunState;
import io.traindeck.state.Status;
import io.traindeck.text.Safe;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** One picture of a comparison. */
final class ComparisonScreen {
    private static final int LEAST_WIDTH = 40;
    private static final int LEAST_HEIGHT = 8;

    private static final int TITLE_ROWS = 1;

    /** The rows of messages and keys. */
    private static final int LOWER_ROWS = 2;

    /** The maximum number of columns of a view's word in the footer. */
    private static final int LONGEST_WORD = 14;

    /** The minimum number of columns of a name in the title: fewer say nothing. */
    private static final int LEAST_NAME = 6;

    private final Comparison comparison;
    private final Heading heading;
    private final ViewState view;
    private final List<ComparisonView> views;
    private final int shown;
    private final AxisUnit unit;
    private final int selected;
    private final int dialsDown;

    /**
     * Takes all that the picture is made from.
     *
     * @param shown which of the {@link #views} is above the figures, from 0; the last if there are not as many
     * @param unit the unit of the axis that the curves lie along
     * @param selected the place of the run under the cursor
     * @param dialsDown the lines that the table of dials is scrolled down
     */
    ComparisonScreen(
            Comparison comparison,
            Heading heading,
            ViewState view,
            int shown,
            AxisUnit unit,
            int selected,
            int dialsDown) {
        this.comparison = comparison;
        this.heading = heading;
        this.view = view;
        this.views = ComparisonViews.of(comparison);
        this.shown = Math.min(shown, views.size() - 1);
        this.unit = unit;
        this.selected = selected;
        this.dialsDown = dialsDown;
    }

    Comparison comparison() {
        return comparison;
    }

    /** The views that may be shown above the figures. */
    List<ComparisonView> views() {
        return views;
    }

    /** The index of the view that is shown. */
    int shown() {
        return shown;
    }

    /** The place of the run under the cursor. */
    int selected() {
        return selected;
    }

    AxisUnit unit() {
        return unit;
    }

    /** The word that tells the view that is shown from the others. */
    private String key() {
        return views.get(shown).word();
    }

    /** The view with the shown charts on the other kind of axis. */
    ViewState withOtherScale() {
        return isOfDials() ? view : view.withOtherScale(key());
    }

    private boolean isOfDials() {
        return views.get(shown).charts().isEmpty();
    }

    private boolean isMany() {
        return ComparisonLayout.isMany(comparison);
    }

    private ComparisonLayout layout(int height) {
        return ComparisonLayout.of(comparison, isOfDials(), height - TITLE_ROWS - LOWER_ROWS);
    }

    /** The number of runs whose figures are seen at once on a screen of that height. */
    int runsShown(int height) {
        return Math.max(1, layout(height).figures() - 1);
    }

    /** The lines that the table of dials is scrolled down after a page more, or less. */
    int dialsDown(int pages, int height) {
        int rows = layout(height).dials();
        int most = rows == 0 ? 0 : new DialsTable(comparison).mostDown(rows);
        return Math.max(0, Math.min(most, Math.min(most, dialsDown) + pages * Math.max(1, rows - 2)));
    }

    /** Draws the whole screen. */
    Picture draw(Workplace place, int width, int height, Theme theme, Glyphs glyphs) {
        return Picture.of(width, height, theme, glyphs, canvas -> draw(canvas, place.keys(), place.zone()));
    }

    private void draw(Canvas canvas, KeyTable keys, ZoneId zone) {
        int height = canvas.height();
        int width = canvas.width();
        if (width < LEAST_WIDTH || height < LEAST_HEIGHT) {
            canvas.put(0, 0, "needs " + LEAST_WIDTH + "x" + LEAST_HEIGHT, Role.DIM);
            return;
        }
        new Footer(keys, frame(), this::isUseful, action -> word(action, canvas.glyphs())).draw(canvas.row(height - 1));
        if (view.overlay() == Context.HELP) {
            Canvas body = canvas.part(new Rect(0, 0, width, height - LOWER_ROWS));
            HelpPage.draw(body, keys, Context.COMPARE, view.helpDown(), this::isOfSomeView);
            return;
        }
        if (view.overlay() == Context.MESSAGES) {
            Canvas body = canvas.part(new Rect(0, 0, width, height - LOWER_ROWS));
            MessagesPage.draw(body, view, zone);
            return;
        }
        title(canvas.row(0));
        ComparisonLayout layout = layout(height);
        int y = TITLE_ROWS;
        if (layout.chart() > 0) {
            Canvas chart = canvas.part(new Rect(0, y, width, layout.chart()));
            new ComparisonCharts(comparison, unit, selected, view.isOnOtherScale(key())).draw(chart, views.get(shown));
            y += layout.chart() + layout.gap();
        }
        figures(canvas.part(new Rect(0, y, width, layout.figures())));
        y += layout.figures() + layout.gap();
        if (layout.dials() > 0) {
            new DialsTable(comparison).draw(canvas.part(new Rect(0, y, width, layout.dials())), dialsDown);
        }
        Notice.draw(canvas, height - LOWER_ROWS, new Phrase(Safe.forCells(view.notice()), Role.WARN));
    }

    /** Returns whether the action does something on this view: the dials have no axis. */
    private boolean isUseful(Action action) {
        boolean hasAxes = comparison.axes().size() > 1 && !isOfDials();
        return isOfSomeView(action) && (action != Action.SWITCH_AXIS || hasAxes);
    }

    private boolean isOfSomeView(Action action) {
        return KeyTable.VIEWS.indexOf(action) < views.size();
    }

    private String word(Action action, Glyphs glyphs) {
        int number = KeyTable.VIEWS.indexOf(action);
        if (number >= 0 && number < views.size()) {
            return Text.cut(Safe.forCells(views.get(number).word()), LONGEST_WORD, glyphs);
        }
        return action == Action.SWITCH_AXIS
                ? comparison.axes().stream()
                        .limit(2)
                        .map(ComparisonScreen::word)
                        .collect(Collectors.joining("/"))
                : "";
    }

    private static String word(AxisUnit unit) {
        return unit.name().toLowerCase(Locale.ROOT);
    }

    /** The frame that footer and help are made from: as much of a run's picture as they look at. */
    Frame frame() {
        return new Frame(RunState.EMPTY, Status.STARTING, view, "", 0, ZoneOffset.UTC, null);
    }

    private void title(Canvas row) {
        int x = row.put(1, 0, heading.word(), Role.ACCENT);
        String what = heading.words().isEmpty() ? runs() : heading.words() + (heading.inTurn() ? ", " + turn() : "");
        x = row.put(x + 2, 0, Text.cut(what, row.width() - x - 3, row.glyphs()), Role.TEXT);
        String start = "+/- against ";
        int room = row.width() - x - start.length() - 3;
        if (comparison.runs().size() > 1 && room >= LEAST_NAME) {
            String first = Text.cutMiddle(Safe.forCells(comparison.runs().get(0).name()), room, row.glyphs());
            row.putRight(row.width() - 1, 0, start + first, Role.DIM);
        }
    }

    private String runs() {
        int runs = comparison.runs().size();
        long live =
                comparison.runs().stream().filter(run -> isLive(run.status())).count();
        String by = comparison
                .goal()
                .filter(goal -> !goal.isAgreed())
                .map(goal -> ", by " + Safe.forCells(goal.metric().words()))
                .orElse("");
        String front = isMany()
                ? ", the " + (comparison.goal().isPresent() ? "best " : "first ") + comparison.toldApart() + " in front"
                : "";
        return (runs == 1 ? "1 run" : runs + " runs") + (live == 0 ? "" : ", " + live + " live") + front + by;
    }

    /** Says which of the runs has its turn: they are trained in their order, from the first on. */
    private String turn() {
        int runs = comparison.runs().size();
        for (int i = 0; i < runs; i++) {
            if (!comparison.runs().get(i).status().isOver()) {
                return "run " + (i + 1) + " of " + runs;
            }
        }
        return runs == 1 ? "1 run" : runs + " runs";
    }

    private static boolean isLive(Status status) {
        return status.isLive() && status != Status.WAITING && status != Status.READING && status != Status.LOADING;
    }

    private void figures(Canvas canvas) {
        FiguresTable table = new FiguresTable(comparison, views.get(shown), canvas.width());
        int rows = canvas.height() - 1;
        int top = Math.max(0, selected - rows + 1);
        int last = Math.min(comparison.runs().size(), top + rows);
        String part = isMany()
                ? " " + (top + 1) + "-" + last + "/" + comparison.runs().size()
                : "";
        table.header(canvas.row(0), part);
        for (int i = 0; i < rows && top + i < comparison.runs().size(); i++) {
            table.run(canvas.row(1 + i), top + i, top + i == selected);
        }
    }
}
