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
    DIALS,
    /** The history of the graphics cards, and the processes on them. */
    GPUS;

    /**
     * The view that Tab goes to.
     *
     * @param output whether there is an output to look at
     * @param gpus whether there are graphics cards to look at
     */
    public View next(boolean output, boolean gpus) {
        return switch (this) {
            case OVERVIEW -> CURVES;
            case CURVES, LARGE_CURVE -> EVENTS;
            case EVENTS -> output ? OUTPUT : OUTPUT.next(false, gpus);
            case OUTPUT -> gpus ? GPUS : OVERVIEW;
            case GPUS, DIALS -> OVERVIEW;
        };
    }
}
