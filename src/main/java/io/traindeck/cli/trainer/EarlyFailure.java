package io.traindeck.cli.trainer;

import io.traindeck.event.EventBus;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.event.TrainEvent.RunEnded;
import io.traindeck.run.RunFolder;
import io.traindeck.state.RunState;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * Tells a person's command of a failure that no event tells, since the run was not under way: images that are gone, or a
 * program that cannot be started. Otherwise a job that is queued again at night would be gone without a word.
 */
final class EarlyFailure {
    private final Optional<String> command;
    private final RunFolder folder;
    private final InstantSource clock;
    private volatile boolean hasEnded;

    /** @param bus brings the end of the run, after which a failure is none of these */
    EarlyFailure(Optional<String> command, RunFolder folder, EventBus bus, InstantSource clock) {
        this.command = command;
        this.folder = folder;
        this.clock = clock;
        bus.subscribe(event -> hasEnded |= event instanceof RunEnded);
    }

    /** Does the work of a trainer. If it fails early, the command is started, and the failure goes on once it has ended. */
    int telling(Callable<Integer> work) throws Exception {
        try {
            return work.call();
        } catch (Exception e) {
            if (command.isPresent() && !hasEnded) {
                tell(command.get(), e.getMessage() == null ? e.toString() : e.getMessage());
            }
            throw e;
        }
    }

    private void tell(String told, String message) throws InterruptedException {
        long now = clock.millis();
        RunState state = ToldCommand.read(folder);
        RunState failed = state.apply(new RunEnded(now, EndReason.FAILED, state.lastStep(), null, message));
        StartedCommand.run(told, HappenedToRun.of("failed", "", message, folder, failed, now), StartedCommand.LIMIT)
                .ifPresent(trouble -> System.err.println("traindeck: " + trouble));
    }
}
