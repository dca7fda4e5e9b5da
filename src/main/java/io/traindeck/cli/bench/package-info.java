/**
 * The command {@code bench}: what training costs on this machine, and what the screen costs. Beside it stands
 * {@code rehearse}, by which the program is watched at work on a terminal that nobody sees.
 *
 * <p>Nobody but the list of commands knows this package.
 *
 * <p>Start with {@link io.traindeck.cli.bench.BenchCommand}.
 */
package io.traindeck.cli.bench;
