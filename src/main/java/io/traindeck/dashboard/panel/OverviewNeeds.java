package io.traindeck.dashboard.panel;

/**
 * What the layout of the overview depends on besides the size of the screen.
 *
 * @param values metrics that neither table nor the shown trends and gauges tell of
 */
record OverviewNeeds(Above above, Lines lines, Table table, int values, Below below) {
    /** These needs with that many metrics that nothing else tells of. */
    OverviewNeeds withValues(int count) {
        return new OverviewNeeds(above, lines, table, count, below);
    }

    /**
     * Above the trends.
     *
     * @param bar whether anybody knows how far the run will go
     * @param wordRows rows of words about the state of the run
     */
    record Above(boolean bar, int wordRows) {}

    /**
     * How many trends and gauges there are.
     *
     * @param first trends that stand before the gauges
     * @param further trends after the gauges
     */
    record Lines(int first, int gauges, int further) {}

    /**
     * A table of rows.
     *
     * @param there rows that there are
     * @param planned rows that there will be, as far as anybody knows
     * @param width columns that it needs to show all it has
     */
    record Table(int there, int planned, int width) {
        /** A run without rows. */
        static final Table NONE = new Table(-1, 0, 0);
    }

    /** What there is to say of events. */
    enum Events {
        NONE,
        /** What the table shows as well: worth the place beside it, and no other. */
        BEST_ROWS,
        NEWS
    }

    /**
     * Below all lists.
     *
     * @param systemRows of readings of the machine; 0 if there are none
     * @param leastSystemRows rows that show them all in short
     */
    record Below(Events events, int systemRows, int leastSystemRows, boolean replay) {}
}
