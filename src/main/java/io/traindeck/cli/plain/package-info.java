/**
 * A run as plain lines, for pipes, files and terminals that cannot draw: a line for each epoch, and a progress line
 * that rewrites itself.
 *
 * <p>Every command that trains, watches or replays without a screen prints by this package. Of the command line, this
 * package knows only {@code option}.
 *
 * <p>Start with {@link io.traindeck.cli.plain.PlainText}, which turns events into words; the others only print them.
 */
package io.traindeck.cli.plain;
