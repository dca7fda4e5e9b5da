/**
 * Where a run's events come from: our own log, and the logs that other programs write. One class a format;
 * {@link io.traindeck.source.Formats} lists them all and finds the one that fits.
 *
 * <p>It knows events and how growing files are followed. Whatever opens a log that a user names knows it: comparisons,
 * lists, the dashboard, the command line.
 *
 * <p>Start with {@link io.traindeck.source.EventSource}, which all of them are once they are open.
 */
package io.traindeck.source;
