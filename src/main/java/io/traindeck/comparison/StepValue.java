package io.traindeck.comparison;

/**
 * Some neighbouring steps of a curve.
 *
 * @param step in the middle of them
 * @param min smallest finite value; NaN where none is finite, {@code mean} and {@code max} likewise
 */
public record StepValue(int step, double min, double mean, double max) {}
