package io.traindeck.cli.trainer;

import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunJson;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Notices that a run has got another trainer. The lock keeps a second trainer out, but over a network a machine may lose
 * its locks and live on, or each machine has locks of its own: two trainers would then tear the log. run.json names the
 * newer one, so the older one ends, at once and without another word in the log.
 */
final class Fence implements AutoCloseable {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

    private final RunFolder folder;
    private final Runnable fenced;
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(look -> {
        Thread thread = new Thread(look, "fence");
        thread.setDaemon(true);
        return thread;
    });

    /** @param fenced is run on a thread of its own, once, if another trainer has taken the run over */
    Fence(RunFolder folder, Runnable fenced) {
        this.folder = folder;
        this.fenced = fenced;
    }

    /** Begins to look now and then. */
    void watch(RunJson own) {
        long ms = LOOK_EVERY.toMillis();
        looks.scheduleWithFixedDelay(() -> look(own), ms, ms, TimeUnit.MILLISECONDS);
    }

    private void look(RunJson own) {
        if (isTakenOver(folder, own)) {
            looks.shutdown();
            fenced.run();
        }
    }

    /**
     * Whether run.json names another process than it did.
     *
     * @param own the run.json as this trainer wrote it
     * @return false if it cannot be read: then nobody else has been named
     */
    static boolean isTakenOver(RunFolder folder, RunJson own) {
        try {
            RunJson now = RunJson.read(folder.runJson());
            return now.trainer().pid() != own.trainer().pid()
                    || !now.trainer().host().equals(own.trainer().host());
        } catch (RunException e) {
            return false;
        }
    }

    @Override
    public void close() {
        looks.shutdownNow();
    }
}
