/**
 * Runs as a figure for paper or a page, as SVG or PNG: accuracy, losses, gradient norm and learning rate. The same runs
 * make the same bytes on the same machine.
 *
 * <p>This is the only package that knows the charting library. It knows comparisons, and only {@code compare --plot}
 * knows it.
 *
 * <p>Start with {@link io.traindeck.plot.Plot}.
 */
package io.traindeck.plot;
