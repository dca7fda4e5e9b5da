package io.traindeck.source;

/**
 * What shows whether a log has changed.
 *
 * @param changedMs when it was changed last, Unix milliseconds
 * @param bytes its size; of a folder, that of all files in it
 */
public record Stamp(long changedMs, long bytes) {}
