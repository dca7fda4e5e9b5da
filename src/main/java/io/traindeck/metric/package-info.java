/**
 * What the name of a metric means: on which part of the data it was measured, what was measured, which way is better,
 * what belongs on one chart, and which metric is a run's goal.
 *
 * <p>It knows events and how numbers are written. The states of a run, the advice and all that is shown know it.
 *
 * <p>Start with {@link io.traindeck.metric.Metric}; a new name is taught to {@link io.traindeck.metric.Words}, the one
 * table of words.
 */
package io.traindeck.metric;
