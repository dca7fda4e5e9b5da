package io.traindeck.cli.trainer;

import io.traindeck.cli.option.CliException;
import io.traindeck.event.TrainEvent;
import io.traindeck.run.EventLogReader;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunJson;
import io.traindeck.text.Safe;
import io.traindeck.text.Typed;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Makes sure that no other machine trains a run. The lock alone does not tell if the file system keeps locks to the
 * machine that took them, as Lustre with {@code localflock} and NFS with {@code nolock} do. A living trainer logs a
 * reading of its machine every five seconds: so the log tells, whatever the clocks say.
 */
public final class OtherHost {
    /** Two readings of the machine, and some time for a slow file system. */
    private static final Duration TWO_READINGS = Duration.ofSeconds(12);

    private static final long LOOK_EVERY_MS = 100;

    private final String here;
    private final Duration watched;
    private final Consumer<String> says;

    /**
     * @param here the name of this machine
     * @param watched how long a log must stand still
     * @param says takes a line for the user
     */
    OtherHost(String here, Duration watched, Consumer<String> says) {
        this.here = here;
        this.watched = watched;
        this.says = says;
    }

    /** @param says takes a line for the user */
    public OtherHost(Consumer<String> says) {
        this(RunJson.thisHost(), TWO_READINGS, says);
    }

    /**
     * Returns at once if the last trainer ran on this machine or said that it ended; else watches the log for a while.
     *
     * @throws CliException if the log grows meanwhile
     */
    public void requireGone(RunFolder folder) throws CliException, RunException, IOException, InterruptedException {
        RunJson json = RunJson.read(folder.runJson());
        if (!json.isOfAnotherHost(here)) {
            return;
        }
        try (EventLogReader log = new EventLogReader(folder.events())) {
            AtomicBoolean over = new AtomicBoolean(true);
            Consumer<TrainEvent> last = event -> over.set(event instanceof TrainEvent.RunEnded);
            log.poll(last);
            if (over.get()) {
                return;
            }
            String host = Safe.forLine(json.trainer().host());
            says.accept("run " + folder.name() + " was last trained on " + host + "; looking for " + watched.toSeconds()
                    + " s whether it still is (--force does not wait)");
            long deadline = System.nanoTime() + watched.toNanos();
            while (System.nanoTime() < deadline) {
                TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS);
                if (log.poll(last) > 0) {
                    throw new CliException(
                            "run " + folder.name() + " is trained on " + host + " (process "
                                    + json.trainer().pid() + "): its log grows; end it there, or watch it with: "
                                    + Typed.command("watch", folder.typed()),
                            TrainerProcess.HAS_TRAINER);
                }
            }
        }
    }
}
