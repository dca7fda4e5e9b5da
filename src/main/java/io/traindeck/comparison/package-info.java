/**
 * Several runs side by side, without a cell of a screen: which runs, their dials, the figures that tell them apart, and
 * the axis that their curves share.
 *
 * <p>The dashboard draws what is here, the plot puts it on paper, and {@code compare} prints it as Markdown. This
 * package knows the states of runs and where their logs are read from.
 *
 * <p>Start with {@link io.traindeck.comparison.Comparison}; {@link io.traindeck.comparison.ComparedRuns} reads the
 * runs.
 */
package io.traindeck.comparison;
