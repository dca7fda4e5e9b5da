/**
 * The commands {@code show} and {@code export}: what a log holds, for people and for other programs. The log may be
 * ours or anybody's.
 *
 * <p>Nobody but the list of commands knows this package.
 *
 * <p>Start with {@link io.traindeck.cli.log.ReadLog}, from which both commands take what they print.
 */
package io.traindeck.cli.log;
