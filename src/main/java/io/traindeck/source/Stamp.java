package io.traindeck.source;

/**
 * A stamp that shows whether a log has changed.
 *
 * @param changedMs the time of the last change, Unix milliseconds
 * @param bytes the size of the file; for a folder, the sum of the sizes of the files in it
 */
public record Stamp(long changedMs, long bytes) {}
