package io.traindeck.cli.trainer;

import io.traindeck.dashboard.page.LaunchedTrainer;
import io.traindeck.event.Command;
import io.traindeck.event.TrainEvent;
import io.traindeck.run.EventLogReader;
import io.traindeck.run.Mailbox;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunJson;
import io.traindeck.run.RunLock;
import io.traindeck.run.StartedProcess;
import java.io.IOException;
import java.util.Optional;

/** A trainer at work, in whatever process. */
public interface LiveTrainer {
    boolean isAlive();

    /**
     * Tells the trainer to save and end: by a signal, or if it is on another machine, by a command. Returns false if
     * the trainer cannot be told yet.
     */
    boolean terminate();

    /** Returns a trainer that was started from here. */
    static LiveTrainer started(LaunchedTrainer start) {
        return new LiveTrainer() {
            @Override
            public boolean isAlive() {
                return start.ended().isEmpty();
            }

            @Override
            public boolean terminate() {
                ProcessHandle.of(start.pid()).ifPresent(ProcessHandle::destroy);
                return true;
            }
        };
    }

    /** Returns the trainer that holds the lock of a run, whoever started it. */
    static LiveTrainer found(RunFolder folder) {
        return new LiveTrainer() {
            @Override
            public boolean isAlive() {
                return RunLock.isHeld(folder.lock());
            }

            @Override
            public boolean terminate() {
                if (isElsewhere(folder)) {
                    return park(folder);
                }
                Optional<ProcessHandle> process = process(folder);
                process.ifPresent(ProcessHandle::destroy);
                return process.isPresent();
            }
        };
    }

    /** Whether the process that run.json names is on another machine; here its number belongs to another process. */
    private static boolean isElsewhere(RunFolder folder) {
        try {
            return !RunJson.read(folder.runJson()).isOfThisHost();
        } catch (RunException e) {
            // The file may just be written.
            return false;
        }
    }

    private static boolean park(RunFolder folder) {
        try {
            Mailbox.send(folder, Command.PARK);
            return true;
        } catch (RunException e) {
            return false;
        }
    }

    /**
     * Returns the process on this machine that run.json names; a trainer writes it there as it begins. If the process
     * is younger than that, it is another one, which has got the number of a trainer that is gone, and the present
     * trainer has yet to begin.
     */
    private static Optional<ProcessHandle> process(RunFolder folder) {
        // If the log has no beginning, no process is old enough.
        long[] begunMs = {0};
        try (EventLogReader log = new EventLogReader(folder.events())) {
            log.poll(event -> {
                if (event instanceof TrainEvent.RunStarted || event instanceof TrainEvent.RunResumed) {
                    begunMs[0] = event.timeMs();
                }
            });
            long pid = RunJson.read(folder.runJson()).trainer().pid();
            return new StartedProcess(pid, begunMs[0]).living();
        } catch (IOException | RunException e) {
            // The file may just be written.
            return Optional.empty();
        }
    }
}
