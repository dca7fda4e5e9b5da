package io.traindeck.dashboard.panel;

import io.traindeck.dashboard.draw.Rect;

/**
 * The panels that the overview has room for, and their places. When the screen becomes smaller, panels leave in this
 * order: system, events, the last of the gauges and further trends, the header's second row; then empty rows, rows of
 * the table, its header, the bar. Status, the first trends, two gauges, the last row, a message, and the keys stay to
 * the end. A panel whose place is {@link Rect#NONE} is not there.
 */
record OverviewLayout(Head head, Trends trends, Lists lists, Foot foot) {
    /**
     * The rows at the top.
     *
     * @param status the header's first row
     * @param second the header's second row
     * @param bar the bar that says how much of the run is done
     * @param words the words of the status
     */
    record Head(Rect status, Rect second, Rect bar, Rect words) {}

    /**
     * The metrics that have a curve or a gauge.
     *
     * @param first the first trends: as many rows, or charts
     * @param charts how many of them are charts; 0 for rows
     * @param isStacked whether charts stand above each other, and not beside
     * @param lines gauges and further trends, a row each
     */
    record Trends(Rect first, int charts, boolean isStacked, Rect lines) {}

    /**
     * The lists.
     *
     * @param table the table of rows; empty if the run has none
     * @param tableHeader whether the table's first row is its header
     * @param values the latest values of metrics that nothing else tells of
     */
    record Lists(Rect table, boolean tableHeader, Rect values, Rect events) {}

    /** The rows at the bottom. In a small window the replay's bar has the message's row. */
    record Foot(Rect system, Rect replay, Rect message, Rect keys) {}

    /** The smallest screen that is drawn on. */
    static final int LEAST_WIDTH = 30;

    static final int LEAST_HEIGHT = 8;

    private static final int CHARTS_WIDTH = 100;
    private static final int CHARTS_HEIGHT = 28;
    /** The rows from which on a window has room for charts above each other, however narrow it is. */
    private static final int STACKED_HEIGHT = 36;

    private static final int LEAST_CHART = 5;
    private static final int USUAL_CHART = 8;
    private static final int LEAST_TABLE = 4;
    private static final int MOST_CHART = 24;
    private static final int LEAST_VALUES = 3;
    private static final double CHART_SHARE = 0.42;

    /** The minimum number of columns for a panel beside the table: with fewer, what it says is cut too short. */
    private static final int BESIDE_WIDTH = 44;

    /** The columns between the table and a panel beside it, which begins with one more. */
    private static final int BETWEEN = 3;

    private static final int MOST_SYSTEM_ROWS = 8;
    private static final int SHORT_SYSTEM_ROWS = 2;

    /** The number of further rows that the screen must have for each further row of the system. */
    private static final int ROWS_A_SYSTEM_ROW = 2;

    /** The rows of gauges and further trends on the usual screen. */
    private static final int USUAL_LINES = 3;

    /** The number of rows beyond the usual that a screen must have for each further trend. */
    private static final int ROWS_A_LINE = 4;

    private static final int USUAL_HEIGHT = 24;

    // The rows of the screen from which on each panel is there, in the order in which panels come back as it grows.
    private static final int BAR_FROM = 9;
    private static final int TABLE_HEADER_FROM = 10;
    private static final int SPACE_FROM = 15;
    private static final int SECOND_FROM = 16;
    private static final int LAST_GAUGE_FROM = 17;
    private static final int EVENTS_FROM = 20;
    private static final int SYSTEM_FROM = 21;

    static OverviewLayout of(int width, int height, OverviewNeeds needs) {
        return new Stack(width, height, needs).layout();
    }

    /**
     * The number of trends that are shown on a screen of that size. It does not depend on {@link OverviewNeeds#values}.
     */
    static int trendsShown(int width, int height, OverviewNeeds needs) {
        int lines = lines(width, rows(height, needs), needs);
        int further = needs.table() == OverviewNeeds.Table.NONE
                ? 0
                : Math.max(0, lines - needs.lines().gauges());
        return needs.lines().first() + further;
    }

    /** The rows without the one that a replay takes. */
    private static int rows(int height, OverviewNeeds needs) {
        return needs.below().replay() && height > LEAST_HEIGHT ? height - 1 : height;
    }

    private static boolean isLarge(int width, int rows) {
        return width >= CHARTS_WIDTH && rows >= CHARTS_HEIGHT;
    }

    private static boolean isTall(int width, int rows) {
        return width < CHARTS_WIDTH && rows >= STACKED_HEIGHT;
    }

    /** The rows of gauges, and of the trends after the first. */
    private static int lines(int width, int rows, OverviewNeeds needs) {
        int room = (rows >= LAST_GAUGE_FROM ? USUAL_LINES : USUAL_LINES - 1)
                + Contents.FIRST
                - needs.lines().first();
        if (needs.table() == OverviewNeeds.Table.NONE) {
            return Math.min(room, needs.lines().gauges());
        }
        if (isLarge(width, rows)) {
            room = USUAL_LINES + (rows - CHARTS_HEIGHT) / ROWS_A_LINE;
        } else {
            room += Math.max(0, rows - USUAL_HEIGHT) / ROWS_A_LINE;
            room += rows >= EVENTS_FROM && needs.below().events() != OverviewNeeds.Events.NEWS ? 1 : 0;
            room += rows >= SYSTEM_FROM && needs.below().systemRows() == 0 ? 1 : 0;
        }
        return Math.min(room, needs.lines().gauges() + needs.lines().further());
    }

    /** Hands out rows from top and bottom. */
    private static final class Stack {
        private final int width;
        private final int height;
        private final OverviewNeeds needs;
        private final int rows;
        private final boolean large;
        private final boolean tall;
        private final boolean spaced;
        private int top;
        private int bottom;

        private Rect trends = Rect.NONE;
        private int charts;
        private Rect lines = Rect.NONE;
        private Rect table = Rect.NONE;
        private Rect values = Rect.NONE;
        private Rect events = Rect.NONE;

        Stack(int width, int height, OverviewNeeds needs) {
            this.width = width;
            this.height = height;
            this.needs = needs;
            rows = rows(height, needs);
            large = isLarge(width, rows);
            tall = isTall(width, rows);
            spaced = rows >= SPACE_FROM;
            bottom = height;
        }

        OverviewLayout layout() {
            Rect keys = fromBottom(1);
            Rect message = fromBottom(1);
            Rect replay = !needs.below().replay() ? Rect.NONE : rows < height ? fromBottom(1) : message;
            boolean system = rows >= SYSTEM_FROM && needs.below().systemRows() > 0;
            Rect systemRows = system ? fromBottom(systemRows()) : Rect.NONE;
            boolean beside = isBeside();
            if (beside) {
                bottom -= system ? 1 : 0;
            } else if (rows >= EVENTS_FROM && needs.below().events() == OverviewNeeds.Events.NEWS) {
                events = fromBottom(large || tall ? 3 : 2);
                bottom--;
            }
            Rect status = fromTop(1);
            Rect second = rows >= SECOND_FROM ? fromTop(1) : Rect.NONE;
            Rect bar = rows >= BAR_FROM && needs.above().bar() ? fromTop(1) : Rect.NONE;
            Rect words = spaced ? words() : Rect.NONE;
            if (needs.table() == OverviewNeeds.Table.NONE) {
                withoutTable();
            } else {
                withTable(beside);
            }
            return new OverviewLayout(
                    new Head(status, second, bar, words),
                    new Trends(trends, charts, tall && charts > 1, lines),
                    new Lists(table, rows >= TABLE_HEADER_FROM && table.height() > 1, values, events),
                    new Foot(systemRows, replay, message, keys));
        }

        /** Returns whether a panel stands beside the table. */
        private boolean isBeside() {
            boolean isAny = needs.below().events() != OverviewNeeds.Events.NONE || needs.values() > 0;
            return large
                    && needs.table() != OverviewNeeds.Table.NONE
                    && isAny
                    && width - needs.table().width() >= BESIDE_WIDTH;
        }

        private void withTable(boolean beside) {
            int first = needs.lines().first();
            int lineRows = OverviewLayout.lines(width, rows, needs);
            charts = large || tall ? first : 0;
            trends = fromTop(charts > 0 ? chartRows(lineRows) : first);
            top += charts > 0 && lineRows > 0 ? 1 : 0;
            lines = fromTop(lineRows);
            top += spaced ? 1 : 0;
            int room = Math.max(0, bottom - top);
            int tableWidth = needs.table().width();
            table = new Rect(0, top, beside ? tableWidth : width, room);
            if (beside) {
                Rect right = new Rect(tableWidth + BETWEEN, top, width - tableWidth - BETWEEN, room);
                events = needs.below().events() == OverviewNeeds.Events.NEWS || needs.values() == 0 ? right : Rect.NONE;
                values = events.isEmpty() ? right : Rect.NONE;
            }
            int free = room
                    - 1
                    - Math.max(1, Math.max(needs.table().there(), needs.table().planned()))
                    - 1;
            if (needs.values() > 0 && values.isEmpty() && free >= LEAST_VALUES) {
                int valueRows = Math.min(free, LatestValues.rows(width, needs.values()));
                values = new Rect(0, bottom - valueRows, width, valueRows);
                table = new Rect(0, top, table.width(), room - valueRows - 1);
                events = beside ? new Rect(events.x(), top, events.width(), table.height()) : events;
            }
        }

        /** Lays out a screen without a table. Charts get what the values do not need, at least half. */
        private void withoutTable() {
            int first = needs.lines().first();
            int gauges = OverviewLayout.lines(width, rows, needs);
            int below = large || tall ? 0 : Math.max(0, first - 1);
            int spaces = (gauges + below > 0 ? 1 : 0) + (needs.values() > 0 ? 1 : 0);
            int rest = bottom - top - gauges - below - spaces;
            int valueRows = needs.values() > 0 ? Math.min(LatestValues.rows(width, needs.values()), rest / 2) : 0;
            boolean isChart = first > 0 && rest - valueRows >= LEAST_CHART;
            charts = !isChart ? 0 : first - below;
            trends = fromTop(isChart ? rest - valueRows : first);
            top += isChart && gauges + below > 0 ? 1 : 0;
            lines = fromTop(isChart ? gauges + below : gauges);
            top += spaced ? 1 : 0;
            values = needs.values() > 0 ? new Rect(0, top, width, Math.max(0, bottom - top)) : Rect.NONE;
        }

        /**
         * The place of the words: they take the empty row and, if there are many, more rows and an empty one after
         * them, as far as the panels below leave room.
         */
        private Rect words() {
            int rows = Math.max(1, Math.min(needs.above().wordRows(), bottom - top - 1 - leastBelowWords()));
            Rect words = fromTop(rows);
            top += rows > 1 ? 1 : 0;
            return words;
        }

        /** The rows that the panels below the words need at least. */
        private int leastBelowWords() {
            int lineRows = OverviewLayout.lines(width, rows, needs);
            int first = needs.lines().first();
            if (needs.table() == OverviewNeeds.Table.NONE) {
                return first + lineRows + 2;
            }
            boolean isCharts = first > 0 && (large || tall);
            // With an empty row: if the words are many, the table's last row leaves for them.
            return (isCharts ? LEAST_CHART + 1 : first) + lineRows + 1;
        }

        /** The rows of the system: one for each card if there is much room; else as many as show all in short. */
        private int systemRows() {
            int least = needs.below().leastSystemRows();
            if (!large && !tall) {
                return Math.min(rows >= USUAL_HEIGHT ? SHORT_SYSTEM_ROWS : 1, least);
            }
            int room = Math.max(SHORT_SYSTEM_ROWS, 1 + (height - CHARTS_HEIGHT) / ROWS_A_SYSTEM_ROW);
            int most = Math.min(MOST_SYSTEM_ROWS, room);
            return needs.below().systemRows() <= most ? needs.below().systemRows() : Math.min(most, least);
        }

        /** The rows of the charts: their share of what is left, and what the table will not need. */
        private int chartRows(int lineRows) {
            int rest = bottom - top - lineRows - 2;
            int share = (int) Math.round(rest * CHART_SHARE);
            int spare = rest - 1 - needs.table().planned();
            int usual = tall ? USUAL_CHART * Math.max(1, charts) : USUAL_CHART;
            int wanted = Math.max(usual, Math.min(MOST_CHART, Math.max(share, spare)));
            return Math.max(LEAST_CHART, Math.min(wanted, rest - LEAST_TABLE));
        }

        private Rect fromTop(int rows) {
            Rect rect = new Rect(0, top, width, rows);
            top += rows;
            return rect;
        }

        private Rect fromBottom(int rows) {
            bottom -= rows;
            return new Rect(0, bottom, width, rows);
        }
    }
}
