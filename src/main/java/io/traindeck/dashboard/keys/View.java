package io.traindeck.dashboard.keys;

/** What fills the screen of a run. */
public enum View {
    OVERVIEW,
    CURVES,
    EVENTS;

    /** The view that Tab goes to. */
    public View next() {
        return values()[(ordinal() + 1) % values().length];
    }
}
