/**
 * The page of several runs side by side: their curves over each other, and the tables of their figures and dials.
 *
 * <p>The package {@code io.traindeck.comparison} decides what is compared, and how; this one follows it and draws it.
 * The viewer and the command line open this page.
 *
 * <p>Start with {@link io.traindeck.dashboard.comparison.ComparePage}, which follows the runs and takes the keys;
 * {@link io.traindeck.dashboard.comparison.ComparisonScreen} draws.
 */
package io.traindeck.dashboard.comparison;
