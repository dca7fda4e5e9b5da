package io.traindeck.dashboard.comparison;

/**
 * The heading of a comparison.
 *
 * @param word what the runs are shown as, such as {@code compare}
 * @param words which runs they are; empty if their number says enough
 * @param inTurn whether they are trained one after another, from the first on, so that the one at work tells how far it is
 */
public record Heading(String word, String words, boolean inTurn) {
    /** The heading of runs that a person has chosen. */
    static final Heading CHOSEN = new Heading("compare", "", false);
}
