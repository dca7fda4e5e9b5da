package io.traindeck.listing;

import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.run.RunFolder;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** What has become of a run. */
public enum RunStatus {
    RUNNING,
    PAUSED,
    /** A trainer holds the lock and is not paused, but has said nothing for {@link #STALLED_AFTER}. */
    STALLED,
    COMPLETED,
    EARLY_STOP,
    STOPPED,
    PARKED,
    TERMINATED,
    FAILED,
    /** No trainer holds the lock or is on its way, and none has said that the run ended. */
    CRASHED;

    /** Longer than any sane step. */
    public static final Duration STALLED_AFTER = Duration.ofSeconds(60);

    /** A validation says nothing until it is over, and takes minutes on a busy machine. */
    public static final Duration VALIDATION_STALLED_AFTER = STALLED_AFTER.multipliedBy(10);

    /**
     * @param live {@link RunFolder#isLive}
     * @param ended the reason of the {@code run_ended} that is the last word of the log. It counts even while the lock
     *     is held: the trainer is then closing its files, or another is loading data to take the run up again.
     * @param paused whether the log's last word on it is {@code paused}
     * @param validating whether the log's last word on progress is {@code validating}
     * @param lastProgressMs time of the last event but {@code system}, Unix milliseconds; 0 where there is none yet. Before its first event
     *     a trainer may be loading data for any time.
     */
    public static RunStatus of(
            boolean live,
            Optional<EndReason> ended,
            boolean paused,
            boolean validating,
            long lastProgressMs,
            long nowMs) {
        if (ended.isPresent()) {
            return of(ended.get());
        }
        if (!live) {
            return CRASHED;
        }
        if (paused) {
            return PAUSED;
        }
        Duration silence = validating ? VALIDATION_STALLED_AFTER : STALLED_AFTER;
        return lastProgressMs > 0 && nowMs - lastProgressMs >= silence.toMillis() ? STALLED : RUNNING;
    }

    private static RunStatus of(EndReason reason) {
        return switch (reason) {
            case COMPLETED -> COMPLETED;
            case EARLY_STOP -> EARLY_STOP;
            case STOPPED -> STOPPED;
            case PARKED -> PARKED;
            case TERMINATED -> TERMINATED;
            case FAILED -> FAILED;
        };
    }

    /** As {@code runs --json} and the screen have it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
