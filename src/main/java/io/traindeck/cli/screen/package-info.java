/**
 * The dashboard on the user's terminal: whether it can be shown there, and with which theme and history. Every command
 * that opens a page does it by {@link io.traindeck.cli.screen.Screen}; start there. It knows trainers, because a page
 * may start one.
 */
package io.traindeck.cli.screen;
