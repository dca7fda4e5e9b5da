package io.traindeck.dashboard.keys;

/** The views of a run, each of which fills the screen. */
public enum View {
    OVERVIEW,
    CURVES,
    EVENTS,
    /** The output of the program. */
    OUTPUT,
    /** One of the curves, over the whole screen. */
    LARGE_CURVE,
    /** The dials that can be turned while the run trains. */
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
