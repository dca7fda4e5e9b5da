package io.traindeck.cli.log;

import io.traindeck.event.TrainEvent;
import io.traindeck.listing.RunStatus;
import io.traindeck.run.RunFolder;
import io.traindeck.source.LoggedRun;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** What has become of a run, as far as its log tells and the files around it. */
final class LogState {
    /** Others write their logs every so many steps, some once an epoch. */
    private static final Duration QUIET_AFTER = Duration.ofMinutes(5);

    private final LoggedRun run;
    private final boolean live;
    private boolean paused;
    private boolean validating;
    private TrainEvent.RunEnded end;
    private long lastProgressMs;

    /** To be made before the log is read: a trainer writes its last event, and then it is gone. */
    LogState(LoggedRun run) {
        this.run = run;
        live = run.folder().filter(RunFolder::isLive).isPresent();
    }

    void take(TrainEvent event) {
        if (event instanceof TrainEvent.SystemUsage) {
            return; // It comes from a thread of its own, and would from a trainer whose loop hangs.
        }
        lastProgressMs = event.timeMs();
        validating = event instanceof TrainEvent.Validating;
        if (event instanceof TrainEvent.RunEnded last) {
            end = last;
        } else if (event instanceof TrainEvent.RunStarted || event instanceof TrainEvent.RunResumed) {
            end = null;
            paused = false;
        } else if (event instanceof TrainEvent.Paused) {
            paused = true;
        } else if (event instanceof TrainEvent.Unpaused) {
            paused = false;
        }
    }

    /** Forgets all events: the log begins anew. */
    void clear() {
        paused = false;
        validating = false;
        end = null;
        lastProgressMs = 0;
    }

    /** The end that is the log's last word; null if there is none. */
    TrainEvent.RunEnded end() {
        return end;
    }

    /** The word that {@code runs --json} has for it. Nobody can know whether a program that logs no end has crashed: its log is quiet. */
    String word(long nowMs) throws IOException {
        if (run.folder().isPresent() || end != null) {
            return RunStatus.of(
                            live,
                            Optional.ofNullable(end).map(TrainEvent.RunEnded::reason),
                            paused,
                            validating,
                            lastProgressMs,
                            nowMs)
                    .word();
        }
        return nowMs - run.changedMs() < QUIET_AFTER.toMillis() ? RunStatus.RUNNING.word() : "quiet";
    }
}
