package io.traindeck.source.text;

import io.traindeck.source.text.LineMeaning.Kind;

/** The context that the lines above give to a line that does not say enough by itself. */
final class Surroundings {
    /** The number of lines below source code in which numbers count only if the line tells its step. */
    private static final int CODE_REACHES = 8;

    /** The number of lines below a counter in which a number with a name counts, whatever the name is. */
    private static final int COUNTER_REACHES = 100;

    /** The part that the lines are about until a line about training comes; null if they are about training. */
    private String part;

    /** Whether a line has said that it is about that part, rather than only announced it. */
    private boolean partTold;

    private int sinceCode = CODE_REACHES;
    private int sinceCounter = COUNTER_REACHES;

    /** The part of the data that the lines are about; null if they are about training. */
    String part() {
        return part;
    }

    /** Goes on to the next line. */
    void next() {
        sinceCode = Math.min(sinceCode + 1, CODE_REACHES);
        sinceCounter = Math.min(sinceCounter + 1, COUNTER_REACHES);
    }

    /** Notes that the line is source code. */
    void code() {
        sinceCode = 0;
    }

    /** Notes that the line is a title or an announcement. */
    void title(LineMeaning meaning) {
        part = meaning.part();
        partTold = meaning.kind() == Kind.TITLE;
    }

    /**
     * Notes that the line has numbers.
     *
     * @param placed whether the line tells where in the training it stands
     * @param nested whether it counts other data than the training data
     */
    void record(LineMeaning meaning, boolean placed, boolean nested) {
        if (meaning.part() != null || nested && part == null) {
            part = meaning.part() == null ? "eval" : meaning.part();
            partTold = true;
        } else if (meaning.training() || placed) {
            part = null;
        }
        if (placed) {
            counter();
        }
    }

    /** Notes that the line is a row of a table, or another record that tells where in the training it stands. */
    void counter() {
        sinceCounter = 0;
        sinceCode = CODE_REACHES;
    }

    /** Notes that the line is about training. */
    void training() {
        part = null;
    }

    /**
     * Returns whether the line stands among source code, in which only a line that tells its step and metrics is a
     * record.
     */
    boolean isInCode(LineMeaning meaning) {
        return sinceCode < CODE_REACHES && (!meaning.hasCounter() || !meaning.hasMetrics());
    }

    /** Returns whether no line near this one tells where in the training it stands. */
    boolean isAlone() {
        return sinceCounter >= COUNTER_REACHES;
    }

    /**
     * Returns whether a line counts that neither tells its place nor has names that are known to be names of metrics.
     */
    boolean vouchFor(StepCounter counter) {
        return !isAlone() || part != null && partTold && counter.known();
    }
}
