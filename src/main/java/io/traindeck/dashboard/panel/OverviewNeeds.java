package io.traindeck.dashboard.panel;

/**
 * The needs on which the layout of the overview depends, besides the size of the screen.
 *
 * @param values the number of metrics that neither table nor the shown trends and gauges tell of
 */
record OverviewNeeds(Above above, Lines lines, Table table, int values, Below below) {
    /** These needs with that many metrics that nothing else tells of. */
    OverviewNeeds withValues(int count) {
        return new OverviewNeeds(above, lines, table, count, below);
    }

    /**
     * The needs above the trends.
     *
     * @param bar whether anybody knows how far the run will go
     * @param wordRows the rows of words about the state of the run
     */
    record Above(boolean bar, int wordRows) {}

    /**
     * The numbers of trends and gauges.
     *
     * @param first the number of trends that stand before the gauges
     * @param further the number of trends after the gauges
     */
    record Lines(int first, int gauges, int further) {}

    /**
     * A table of rows.
     *
     * @param there the rows that there are
     * @param planned the rows that there will be, as far as anybody knows
     * @param width the columns that it needs to show all it has
     */
    record Table(int there, int planned, int width) {
        /** A run without rows. */
        static final Table NONE = new Table(-1, 0, 0);
    }

    /** The events that there are to show. */
    enum Events {
        NONE,
        /** Events that the table shows as well: they are worth the place beside it, and no other. */
        BEST_ROWS,
        NEWS
    }

    /**
     * The needs below all lists.
     *
     * @param systemRows the rows of readings of the machine; 0 if there are none
     * @param leastSystemRows the rows that show them all in short
     */
    record Below(Events events, int systemRows, int leastSystemRows, boolean replay) {}
}
