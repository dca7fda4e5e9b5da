/**
 * The sources of a run's events: traindeck's own log, and the logs that other programs write. There is one class for
 * each format; {@link io.traindeck.source.Formats} lists them all and finds the one that fits.
 *
 * <p>This package knows events and how growing files are followed. Everything that opens a log that a user names uses
 * it: comparisons, lists, the dashboard, the command line.
 *
 * <p>Start with {@link io.traindeck.source.EventSource}, the interface of all logs once they are open.
 */
package io.traindeck.source;
