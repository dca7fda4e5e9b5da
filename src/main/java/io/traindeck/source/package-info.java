/**
 * Where a run's events come from: our own log, and the logs that other programs write. One class a format;
 * {@code Formats} lists them all and finds the one that fits. Start reading at {@link io.traindeck.source.EventSource}.
 */
package io.traindeck.source;
