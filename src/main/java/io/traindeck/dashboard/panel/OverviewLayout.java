package io.traindeck.dashboard.panel;

import io.traindeck.dashboard.draw.Rect;

/**
 * Which panels the overview has room for, and where. When it becomes smaller, panels leave in this order: system,
 * events, patience, the header's second row; then empty rows, rows of the table, its header, the bar. What stays to the
 * end are status, loss and accuracy, the two gauges, the last epoch, a message, and the keys.
 *
 * @param charts whether the trends are charts, else a row each
 * @param tableHeader whether the table's first row is its header
 */
record OverviewLayout(
        Rect status,
        Rect second,
        Rect bar,
        Rect words,
        Rect trends,
        boolean charts,
        Rect gradientNorm,
        Rect rate,
        Rect patience,
        Rect table,
        boolean tableHeader,
        Rect events,
        Rect system,
        Rect replay,
        Rect message,
        Rect keys) {
    /** Smallest screen that is drawn on. */
    static final int LEAST_WIDTH = 30;

    static final int LEAST_HEIGHT = 8;

    private static final int CHARTS_WIDTH = 100;
    private static final int CHARTS_HEIGHT = 28;
    private static final int LEAST_CHART = 5;
    private static final int USUAL_CHART = 8;
    private static final int LEAST_TABLE = 4;
    private static final int MOST_CHART = 24;
    private static final double CHART_SHARE = 0.42;

    /** Columns for events beside the table: below that, they are cut too short. */
    private static final int EVENTS_WIDTH = 44;

    private static final int MOST_SYSTEM_ROWS = 8;

    /** Rows that the screen must have more, for each row more of the system. */
    private static final int ROWS_A_SYSTEM_ROW = 2;

    // How many rows a panel needs the screen to have, in the order in which panels come back as it grows.
    private static final int BAR_FROM = 9;
    private static final int TABLE_HEADER_FROM = 10;
    private static final int SPACE_FROM = 15;
    private static final int SECOND_FROM = 16;
    private static final int PATIENCE_FROM = 17;
    private static final int EVENTS_FROM = 20;
    private static final int SYSTEM_FROM = 21;

    /** What a layout depends on besides the size. */
    record Needs(int wordRows, int systemRows, int plannedEpochs, boolean replay) {}

    static OverviewLayout of(int width, int height, Needs needs) {
        return new Stack(width, height, needs).layout();
    }

    /** Hands out rows from top and bottom. */
    private static final class Stack {
        private final int width;
        private final int height;
        private final Needs needs;
        private int top;
        private int bottom;

        Stack(int width, int height, Needs needs) {
            this.width = width;
            this.height = height;
            this.needs = needs;
            this.bottom = height;
        }

        OverviewLayout layout() {
            int extra = needs.replay() && height > LEAST_HEIGHT ? 1 : 0;
            int rows = height - extra;
            boolean charts = width >= CHARTS_WIDTH && rows >= CHARTS_HEIGHT;
            boolean spaced = rows >= SPACE_FROM;
            Rect keys = fromBottom(1);
            Rect message = fromBottom(1);
            Rect replay = needs.replay() ? (extra == 1 ? fromBottom(1) : message) : Rect.NONE;
            Rect system = rows >= SYSTEM_FROM ? fromBottom(charts ? systemRows() : 1) : Rect.NONE;
            boolean beside = charts && width - EpochTable.FULL_WIDTH >= EVENTS_WIDTH;
            Rect events = Rect.NONE;
            if (beside) {
                bottom--;
            } else if (rows >= EVENTS_FROM) {
                events = fromBottom(charts ? 3 : 2);
                bottom--;
            }
            Rect status = fromTop(1);
            Rect second = rows >= SECOND_FROM ? fromTop(1) : Rect.NONE;
            Rect bar = rows >= BAR_FROM ? fromTop(1) : Rect.NONE;
            Rect words = spaced ? words() : Rect.NONE;
            Rect trends = fromTop(charts ? chartRows() : 2);
            top += charts ? 1 : 0;
            Rect gradientNorm = fromTop(1);
            Rect rate = fromTop(1);
            Rect patience = rows >= PATIENCE_FROM ? fromTop(1) : Rect.NONE;
            top += spaced ? 1 : 0;
            Rect table = new Rect(0, top, beside ? EpochTable.FULL_WIDTH : width, Math.max(0, bottom - top));
            if (beside) {
                events = new Rect(table.width() + 2, top, width - table.width() - 2, table.height());
            }
            return new OverviewLayout(
                    status,
                    second,
                    bar,
                    words,
                    trends,
                    charts,
                    gradientNorm,
                    rate,
                    patience,
                    table,
                    rows >= TABLE_HEADER_FROM,
                    events,
                    system,
                    replay,
                    message,
                    keys);
        }

        /** Words take the empty row, and where there are many, more rows and an empty one after them. */
        private Rect words() {
            Rect words = fromTop(Math.max(1, needs.wordRows()));
            top += needs.wordRows() > 1 ? 1 : 0;
            return words;
        }

        private int systemRows() {
            int room = 1 + (height - CHARTS_HEIGHT) / ROWS_A_SYSTEM_ROW;
            return Math.max(1, Math.min(Math.min(MOST_SYSTEM_ROWS, room), needs.systemRows()));
        }

        /** Charts get their share of what is left, and what the table will not need. */
        private int chartRows() {
            int gaugesAndSpace = 5;
            int rest = bottom - top - gaugesAndSpace;
            int share = (int) Math.round(rest * CHART_SHARE);
            int spare = rest - 1 - needs.plannedEpochs();
            int wanted = Math.max(USUAL_CHART, Math.min(MOST_CHART, Math.max(share, spare)));
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
