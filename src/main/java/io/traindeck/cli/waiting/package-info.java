/**
 * The command {@code wait}, and how any command waits until the files of a run tell what it wants to know.
 *
 * <p>Start with {@link io.traindeck.cli.waiting.WaitCommand}.
 */
package io.traindeck.cli.waiting;
