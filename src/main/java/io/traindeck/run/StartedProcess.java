package io.traindeck.run;

import java.time.Duration;
import java.time.Instant;

/**
 * A process on this machine, told apart from a later one that gets its number.
 *
 * @param startedMs when it was started, Unix milliseconds: not before that, and within a second or two of it
 */
public record StartedProcess(long pid, long startedMs) {
    /**
     * The most by which the start of a process may seem late: the kernel tells the time of its own start in whole
     * seconds.
     */
    private static final Duration START_TIME_ERROR = Duration.ofSeconds(2);

    /** Whether it lives; false if that cannot be known. */
    public boolean isAlive() {
        Instant latestStart = Instant.ofEpochMilli(startedMs).plus(START_TIME_ERROR);
        return ProcessHandle.of(pid)
                .map(ProcessHandle::info)
                // A process that only waits to be reaped has no command.
                .filter(process -> process.command().isPresent())
                .flatMap(ProcessHandle.Info::startInstant)
                .filter(start -> !start.isAfter(latestStart))
                .isPresent();
    }
}
