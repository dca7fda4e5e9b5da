/**
 * Several runs side by side, without a cell of a screen: which runs, their dials, the figures that tell them apart, and
 * the axis that their curves share. The dashboard draws it, the plot prints it. Start reading at
 * {@link io.traindeck.comparison.Comparison}.
 */
package io.traindeck.comparison;
