/**
 * Curves and gauges in cells: scales, axes, dots finer than a cell, and long series of numbers in a few columns.
 *
 * <p>It knows how cells are drawn and what a curve of a run is, and nothing of panels or pages; these know it.
 *
 * <p>Start with {@link io.traindeck.dashboard.chart.Chart}, one chart with its axes;
 * {@link io.traindeck.dashboard.chart.Dots} draws the curves in it.
 */
package io.traindeck.dashboard.chart;
