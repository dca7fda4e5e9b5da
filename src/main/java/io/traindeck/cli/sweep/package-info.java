/**
 * The command {@code sweep}: a run for each of many values of some dials, and the table of how they went.
 *
 * <p>Nobody but the list of commands knows this package.
 *
 * <p>Start with {@link io.traindeck.cli.sweep.Points}, which says which runs these are;
 * {@link io.traindeck.cli.sweep.SweepTable} says what came of them.
 */
package io.traindeck.cli.sweep;
