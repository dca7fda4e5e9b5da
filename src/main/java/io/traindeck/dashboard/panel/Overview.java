package io.traindeck.dashboard.panel;

import io.traindeck.dashboard.draw.Canvas;
import io.traindeck.dashboard.draw.Glyphs;
import io.traindeck.dashboard.draw.Phrase;
import io.traindeck.dashboard.draw.Rect;
import io.traindeck.dashboard.draw.Role;
import io.traindeck.dashboard.draw.Text;
import io.traindeck.dashboard.panel.OverviewNeeds.Events;
import io.traindeck.dashboard.panel.OverviewNeeds.Table;
import io.traindeck.event.Plan;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.metric.Group;
import io.traindeck.metric.Kind;
import io.traindeck.metric.Metric;
import io.traindeck.state.FamilyRows;
import io.traindeck.state.RunState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** View 1: everything at a glance. */
final class Overview {
    /** The rows that a table may be expected to have if nobody knows. */
    private static final int MANY_ROWS = 1000;

    private final Frame frame;
    private final RunState state;
    private final Phrase words;
    private final Header header;
    private final boolean ours;
    private final Contents contents;
    private final FamilyRows rows;
    private final RowTable table;
    private final List<TrainEvent> news;
    private final SystemRows system;
    private final Kept kept;

    /** What stays the same from picture to picture until a run tells something other than steps. */
    static final class Kept {
        private final Memo<List<TrainEvent>> news = new Memo<>();
        private final Memo<PlacedEvents> events = new Memo<>();
        private final Memo<double[]> plannedRates = new Memo<>();
    }

    /**
     * The list that keys scroll: the table of rows, which begins at its end, or the latest values.
     *
     * @param rows the rows of it that are seen
     * @param most the maximum number of rows that it can be scrolled away from where it begins
     */
    record Scrolled(boolean isFromTop, int rows, int most) {}

    Overview(Frame frame) {
        this(frame, new Kept());
    }

    /** @param kept what an earlier overview of the page has left */
    Overview(Frame frame, Kept kept) {
        this.frame = frame;
        this.kept = kept;
        state = frame.state();
        words = StatusWords.of(frame);
        header = new Header(frame);
        ours = frame.isOurs();
        contents = Contents.of(state, ours);
        rows = FamilyRows.of(state);
        table = new RowTable(rows, contents);
        news = kept.news.of(told(), () -> News.of(state));
        system = new SystemRows(state.usage(), frame.status().isOver());
    }

    /** All that a run has told but for its steps, with what else events are made from. */
    private List<Object> told() {
        String goal = state.goal() == null
                ? ""
                : state.goal().metric() + " " + state.goal().better();
        return List.of(state.journal().events(), state.rows().list(), state.about(), goal);
    }

    /** The list that the keys scroll on a screen of that size. */
    Scrolled scrolled(int width, int height) {
        OverviewNeeds needs = needs(width);
        List<Metric> untold = untold(width, OverviewLayout.trendsShown(width, height, needs));
        OverviewLayout layout = OverviewLayout.of(width, height, needs.withValues(untold.size()));
        boolean isTable = contents.hasTable();
        int seen = isTable
                ? layout.lists().table().height() - (layout.lists().tableHeader() ? 1 : 0)
                : LatestValues.shown(width, layout.lists().values().height(), untold.size());
        int all = isTable ? rows.size() : untold.size();
        return new Scrolled(!isTable, seen, Math.max(0, all - seen));
    }

    /** The needs of the panels, before it is known which metrics are left for the list of latest values. */
    private OverviewNeeds needs(int width) {
        boolean isNews = ours || news.stream().anyMatch(event -> !(event instanceof Measured));
        Events events = isNews ? Events.NEWS : news.isEmpty() ? Events.NONE : Events.BEST_ROWS;
        int systemRows = ours || state.usage() != null ? system.rows() : 0;
        return new OverviewNeeds(
                new OverviewNeeds.Above(header.hasBar(), wrapped(width).size()),
                new OverviewNeeds.Lines(
                        contents.firstTrends(),
                        contents.gauges(),
                        contents.trends().size() - contents.firstTrends()),
                contents.hasTable() ? new Table(rows.size(), plannedRows(), table.fullWidth()) : Table.NONE,
                0,
                new OverviewNeeds.Below(events, systemRows, system.rowsOfCells(width), frame.replay() != null));
    }

    /**
     * The number of rows that there will be: one for each planned epoch; else, if the end is known, as many as come if
     * they go on coming as often.
     */
    private int plannedRows() {
        Measured last = rows.last();
        Plan plan = state.plan();
        if (ours || plan.epochs() > 0 && state.epochsDone() > 0) {
            return plan.epochs();
        } else if (plan.steps() <= 0 || last == null || last.step() <= 0) {
            return MANY_ROWS;
        }
        double each = (double) last.step() / rows.size();
        return (int) Math.min(MANY_ROWS, Math.round(plan.steps() / each));
    }

    /**
     * The metrics that are left for the list of latest values.
     *
     * @param trends how many trends are shown
     */
    private List<Metric> untold(int width, int trends) {
        return contents.untold(state, trends, table.shown(width), state.speed().metric(), !contents.hasTable());
    }

    private List<String> wrapped(int width) {
        return Text.wrap(words.text(), width - 2);
    }

    void draw(Canvas canvas) {
        OverviewNeeds needs = needs(canvas.width());
        int shown = OverviewLayout.trendsShown(canvas.width(), canvas.height(), needs);
        List<Metric> untold = untold(canvas.width(), shown);
        OverviewLayout layout = OverviewLayout.of(canvas.width(), canvas.height(), needs.withValues(untold.size()));
        header.status(canvas.part(layout.head().status()));
        ifThere(canvas, layout.head().second(), header::second);
        ifThere(canvas, layout.head().bar(), header::bar);
        trends(canvas, layout, shown);
        ifThere(
                canvas,
                layout.lists().table(),
                part -> table.draw(
                        part, layout.lists().tableHeader(), frame.view().tableBack()));
        ifThere(canvas, layout.lists().values(), part -> new LatestValues(state, untold)
                .draw(part, contents.hasTable() ? 0 : frame.view().tableBack()));
        ifThere(canvas, layout.lists().events(), part -> events(canvas, layout.lists()));
        ifThere(canvas, layout.foot().system(), system::draw);
        ifThere(canvas, layout.head().words(), this::words);
        boolean apart = !layout.head().words().isEmpty();
        ifThere(canvas, layout.foot().replay(), part -> ReplayBar.draw(part, frame.replay()));
        MessageRow.draw(canvas, layout.foot().message().y(), frame, apart ? Phrase.NONE : words);
    }

    /** Draws the events. Beside the table, they stand under a heading in the row of its header. */
    private void events(Canvas canvas, OverviewLayout.Lists lists) {
        Rect place = lists.events();
        boolean isBelow = place.y() > lists.table().y();
        if (!isBelow) {
            canvas.part(place).put(1, 0, "events", Role.DIM);
        }
        long today = Instant.ofEpochMilli(frame.nowMs())
                .atZone(frame.zone())
                .toLocalDate()
                .toEpochDay();
        List<Object> reasons = new ArrayList<>(told());
        reasons.addAll(List.of(place.x(), place.y(), place.width(), place.height(), emptyRows(lists), today));
        reasons.addAll(List.of(frame.zone(), frame.oldName(), canvas.glyphs(), isBelow));
        reasons.addAll(List.of(state.firstMs(), state.lastMs() > 0));
        PlacedEvents events =
                kept.events.of(reasons, () -> isBelow ? below(lists, canvas.glyphs()) : beside(place, canvas.glyphs()));
        events.lines().draw(canvas.part(events.place()));
    }

    /** Events, and where they stand. */
    private record PlacedEvents(Rect place, EventLines.Block lines) {}

    private PlacedEvents beside(Rect place, Glyphs glyphs) {
        Rect rows = new Rect(place.x(), place.y() + 1, place.width(), place.height() - 1);
        return new PlacedEvents(
                rows, new EventLines(frame).last(lastNews(rows.height()), rows.width(), rows.height(), glyphs));
    }

    /**
     * The events below the table, also in the rows that it leaves empty. There, earlier events are shown but for best
     * rows, of which the table tells itself.
     */
    private PlacedEvents below(OverviewLayout.Lists lists, Glyphs glyphs) {
        EventLines lines = new EventLines(frame);
        Rect place = lists.events();
        int most = place.height() + Math.max(0, emptyRows(lists));
        List<TrainEvent> shown = new ArrayList<>(lastNews(place.height()));
        int rows = lines.count(shown, place.width());
        for (int i = news.size() - place.height() - 1; i >= 0 && rows < most; i--) {
            TrainEvent earlier = news.get(i);
            int more = earlier instanceof Measured ? 0 : lines.count(List.of(earlier), place.width());
            if (more > 0 && rows + more <= most) {
                shown.add(0, earlier);
                rows += more;
            }
        }
        int height = Math.max(place.height(), Math.min(most, rows));
        Rect higher = new Rect(place.x(), place.y() + place.height() - height, place.width(), height);
        return new PlacedEvents(higher, lines.last(shown, place.width(), height, glyphs));
    }

    private List<TrainEvent> lastNews(int most) {
        return news.subList(Math.max(0, news.size() - most), news.size());
    }

    /** The rows at the end of the table's place that are empty. */
    private int emptyRows(OverviewLayout.Lists lists) {
        int used = (lists.tableHeader() ? 1 : 0) + rows.size() + (rows.hasOwn() ? 0 : 1);
        return lists.values().isEmpty() ? lists.table().height() - used : 0;
    }

    private static void ifThere(Canvas canvas, Rect place, Consumer<Canvas> panel) {
        if (!place.isEmpty()) {
            panel.accept(canvas.part(place));
        }
    }

    /**
     * Returns whether the chart of a trend is logarithmic: it is if somebody has asked for that on the curves. Norms
     * are always linear here.
     */
    private boolean isLogarithmic(Trend trend) {
        Group group = trend.group();
        return group.kind() != Kind.NORM && frame.view().isOnOtherScale(Tiles.key(group));
    }

    /** Draws the first trends, as charts or rows; then gauges; then further trends, as many as are shown. */
    private void trends(Canvas canvas, OverviewLayout layout, int shown) {
        boolean isShort = !Columns.isWide(canvas.width());
        List<Trend> trends = contents.trends();
        Columns columns = Columns.of(
                canvas.width(), TrendRows.texts(state, trends.subList(0, Math.min(shown, trends.size())), isShort));
        TrendRows rows = new TrendRows(state, columns, isShort);
        GaugeRows gauges = new GaugeRows(state, frame.status().isOver(), columns, isShort, kept.plannedRates);
        int charts = layout.trends().charts();
        Canvas first = canvas.part(layout.trends().first());
        for (int i = 0; i < charts; i++) {
            Rect place = layout.trends().isStacked()
                    ? stacked(first.width(), first.height(), i, charts)
                    : beside(first.width(), first.height(), i, charts);
            new TrendChart(state, trends.get(i), isLogarithmic(trends.get(i))).draw(first.part(place));
        }
        int before = contents.firstTrends();
        int asRows = charts == 0 ? before : 0;
        for (int i = 0; i < asRows; i++) {
            rows.draw(first.row(i), trends.get(i));
        }
        List<Consumer<Canvas>> lines = new ArrayList<>();
        if (charts == 1 && before > 1) {
            lines.add(row -> rows.draw(row, trends.get(1)));
        }
        if (contents.norm() != null) {
            lines.add(row -> gauges.norm(row, contents.norm()));
        }
        if (contents.rate() != null) {
            lines.add(row -> gauges.rate(row, contents.rate()));
        }
        if (contents.patience()) {
            lines.add(gauges::patience);
        }
        trends.stream().skip(before).forEach(trend -> lines.add(row -> rows.draw(row, trend)));
        Canvas further = canvas.part(layout.trends().lines());
        for (int i = 0; i < Math.min(lines.size(), further.height()); i++) {
            lines.get(i).accept(further.row(i));
        }
    }

    private static Rect beside(int width, int height, int place, int of) {
        int x = place * (width / of);
        return new Rect(x, 0, place == of - 1 ? width - x : width / of - 1, height);
    }

    private static Rect stacked(int width, int height, int place, int of) {
        int y = place * (height / of);
        return new Rect(0, y, width, place == of - 1 ? height - y : height / of);
    }

    private void words(Canvas canvas) {
        List<String> lines = wrapped(canvas.width());
        int shown = Math.min(lines.size(), canvas.height());
        for (int i = 0; i < shown; i++) {
            String line = lines.get(i);
            if (i == shown - 1 && shown < lines.size()) {
                line = Text.first(line, Math.min(line.length(), canvas.width() - 3))
                        + canvas.glyphs().ellipsis();
            }
            canvas.put(1, i, line, words.role());
        }
    }
}
