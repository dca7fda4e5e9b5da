/**
 * The command {@code sweep}: a run for each of many values of some dials, and the table of how they went.
 *
 * <p>Nobody but the list of commands knows this package.
 *
 * <p>Start with {@link io.traindeck.cli.sweep.Points}, which chooses the points; {@link
 * io.traindeck.cli.sweep.SweepTable} shows their results.
 */
package io.traindeck.cli.sweep;
