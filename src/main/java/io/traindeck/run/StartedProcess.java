package io.traindeck.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

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
        return living().isPresent();
    }

    /** Returns the process; empty if it does not live, or that cannot be known. */
    public Optional<ProcessHandle> living() {
        return ProcessHandle.of(pid).filter(process -> isThis(process.info()));
    }

    /** Whether it stands still by a signal, and gets no other but KILL until it goes on. Only Linux tells. */
    public boolean stands() {
        try {
            String stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"), StandardCharsets.ISO_8859_1);
            return stat.startsWith("T", stat.lastIndexOf(')') + 2);
        } catch (IOException e) {
            // The process has gone, or this is another system.
            return false;
        }
    }

    private boolean isThis(ProcessHandle.Info process) {
        Instant latestStart = Instant.ofEpochMilli(startedMs).plus(START_TIME_ERROR);
        // A process that only waits to be reaped has no command.
        return process.command().isPresent()
                && process.startInstant()
                        .filter(start -> !start.isAfter(latestStart))
                        .isPresent();
    }
}
