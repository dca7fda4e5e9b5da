/**
 * The command {@code bench}: what training costs on this machine, and what the screen costs. Beside it stands
 * {@code rehearse}, by which the launcher has a made-up run watched on a terminal that nobody sees.
 *
 * <p>Nobody but the list of commands knows this package.
 *
 * <p>Start with {@link io.traindeck.cli.bench.BenchCommand}.
 */
package io.traindeck.cli.bench;
