package io.traindeck.run;

import io.traindeck.event.TrainEvent.Step;

/** Reads ordinary {@code step} lines, which are nearly all of a long log. */
final class StepLine {
    private static final byte[][] LAYOUT = OrdinaryLine.layout("step", Step.class);

    private StepLine() {}

    /** The step in {@code bytes[from, to)}, or null where it takes the general way to tell. */
    static Step read(byte[] bytes, int from, int to) {
        OrdinaryLine line = new OrdinaryLine(LAYOUT, bytes, from, to);
        Step step = new Step(
                line.integer(Long.MAX_VALUE),
                (int) line.integer(Integer.MAX_VALUE),
                (int) line.integer(Integer.MAX_VALUE),
                line.number(),
                line.number(),
                line.number(),
                line.number());
        return line.ends() ? step : null;
    }
}
