/**
 * Curves and gauges in cells: scales, axes, dots finer than a cell, and what a long series of numbers comes to in a few
 * columns.
 */
package io.traindeck.dashboard.chart;
