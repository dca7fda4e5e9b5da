package io.traindeck.dashboard.comparison;

/** What a comparison shows above its table of figures. */
enum ComparisonView {
    ACCURACY,
    LOSS,
    GRADIENTS,
    /** No chart: the dials that differ, in full. */
    DIALS;

    ComparisonView next() {
        return values()[(ordinal() + 1) % values().length];
    }
}
