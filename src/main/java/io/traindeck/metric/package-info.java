/**
 * The meanings of the names of metrics: on which part of the data a metric was measured, what was measured, which
 * direction is better, which metrics belong on one chart, and which metric is a run's goal.
 *
 * <p>This package knows events and how numbers are written. The states of a run, the advice and everything that is
 * shown use it.
 *
 * <p>Start with {@link io.traindeck.metric.Metric}; a new name is taught to {@link io.traindeck.metric.Words}, the one
 * table of words.
 */
package io.traindeck.metric;
