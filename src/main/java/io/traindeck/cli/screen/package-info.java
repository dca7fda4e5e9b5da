/**
 * The dashboard on the user's terminal: whether it can be shown there, and with which theme and history. What opens a page
 * goes through {@link io.traindeck.cli.screen.Screen}; start there. It knows trainers, because a page may start one.
 */
package io.traindeck.cli.screen;
