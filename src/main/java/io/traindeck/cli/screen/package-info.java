/**
 * The dashboard on the user's terminal: whether it can be shown there, and with which theme and history.
 *
 * <p>Every command that opens a page knows this package. It knows trainers, because a page may start one.
 *
 * <p>Start with {@link io.traindeck.cli.screen.Screen}.
 */
package io.traindeck.cli.screen;
