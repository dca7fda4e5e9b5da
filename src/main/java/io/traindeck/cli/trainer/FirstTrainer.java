package io.traindeck.cli.trainer;

import io.traindeck.dashboard.page.LaunchedTrainer;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunLock;
import java.io.IOException;
import java.util.Optional;

/**
 * The trainer of a run that has just been made: if it has ended before its first event, nobody needs the run's folder.
 *
 * @param trainer the process itself
 */
public record FirstTrainer(LaunchedTrainer trainer, RunFolder folder) implements LaunchedTrainer {
    @Override
    public long sinceMs() {
        return trainer.sinceMs();
    }

    @Override
    public long pid() {
        return trainer.pid();
    }

    @Override
    public int exitCode() {
        return trainer.exitCode();
    }

    @Override
    public Optional<String> ended() {
        return trainer.ended();
    }

    @Override
    public void leave() {
        try {
            if (ended().isPresent() && !RunLock.isHeld(folder.lock())) {
                folder.removeIfNeverStarted();
            }
        } catch (IOException e) {
            // The empty folder is in nobody's way.
        }
    }
}
