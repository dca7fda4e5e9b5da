package io.traindeck.dashboard.keys;

/** What fills the screen of a run. */
public enum View {
    OVERVIEW,
    CURVES,
    EVENTS,
    /** What the program has printed. */
    OUTPUT,
    /** One of the curves, over the whole screen. */
    LARGE_CURVE,
    /** What can be turned while the run trains. */
    DIALS;

    /**
     * The view that Tab goes to.
     *
     * @param output whether there is an output to look at
     */
    public View next(boolean output) {
        return switch (this) {
            case OVERVIEW -> CURVES;
            case CURVES, LARGE_CURVE -> EVENTS;
            case EVENTS -> output ? OUTPUT : OVERVIEW;
            case OUTPUT, DIALS -> OVERVIEW;
        };
    }
}
