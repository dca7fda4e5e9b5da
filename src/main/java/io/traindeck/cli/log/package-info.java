/**
 * What a log holds, for people and for other programs: {@code show} and {@code export}. The log may be ours or anybody's.
 *
 * <p>Start with {@link io.traindeck.cli.log.ReadLog}, from which both commands take what they print.
 */
package io.traindeck.cli.log;
