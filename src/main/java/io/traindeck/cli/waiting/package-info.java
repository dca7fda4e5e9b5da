/**
 * The command {@code wait}, and the wait of any command for something that the files of a run will tell.
 *
 * <p>Start with {@link io.traindeck.cli.waiting.WaitCommand}.
 */
package io.traindeck.cli.waiting;
