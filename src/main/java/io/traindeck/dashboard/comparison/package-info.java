/**
 * The page of several runs side by side: their curves over each other, and the tables of their figures and dials.
 *
 * <p>What is compared, and how, is the matter of the room {@code comparison}; here it is followed and drawn. The viewer
 * and the command line open this page.
 *
 * <p>Start with {@link io.traindeck.dashboard.comparison.ComparePage}, which follows the runs and takes the keys;
 * {@link io.traindeck.dashboard.comparison.ComparisonScreen} draws.
 */
package io.traindeck.dashboard.comparison;
