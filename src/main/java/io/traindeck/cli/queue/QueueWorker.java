package io.traindeck.cli.queue;

import io.traindeck.cli.option.CliException;
import io.traindeck.cli.trainer.EndSignals;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Gives each run of a queue that is not done its turn, in as many slots as there are. */
final class QueueWorker {
    private final RunQueue queue;
    private final QueueTraining training;
    private final QueuePrinter out;
    private final EndSignals signals;
    private final Consumer<RunFolder> measured;
    private final Iterator<QueuedRun> waiting;
    private int given;
    private boolean failed;

    /** @param measured is told when a run has one row more; on any of several threads */
    QueueWorker(
            RunQueue queue,
            QueueTraining training,
            QueuePrinter out,
            EndSignals signals,
            Consumer<RunFolder> measured) {
        this.queue = queue;
        this.training = training;
        this.out = out;
        this.signals = signals;
        this.measured = measured;
        waiting = queue.runs().iterator();
    }

    /**
     * Trains every run that is left. A run that fails, crashes or cannot start does not keep the others from their turn.
     *
     * @return the exit code if a signal ended it; empty if every run had its turn
     * @throws CliException if no trainer could start, or somebody has told one to end; the runs in other slots come to
     *     their end first
     */
    OptionalInt run() throws CliException, RunException, IOException, InterruptedException {
        ExecutorService threads =
                Executors.newFixedThreadPool(training.slots().all().size());
        try {
            List<Future<?>> all = new ArrayList<>();
            for (Slot slot : training.slots().all()) {
                all.add(threads.submit(() -> work(slot)));
            }
            awaitAll(all);
        } finally {
            // This interrupts a slot only if this thread itself was interrupted: else all of them have ended.
            threads.shutdownNow();
        }
        return signals.exitCode();
    }

    /** Waits until all have ended; only then throws what the first of them that failed has thrown. */
    private static void awaitAll(List<Future<?>> all)
            throws CliException, RunException, IOException, InterruptedException {
        Throwable failure = null;
        for (Future<?> one : all) {
            try {
                one.get();
            } catch (ExecutionException e) {
                failure = failure == null ? e.getCause() : failure;
            }
        }
        if (failure instanceof CliException reason) {
            throw reason;
        }
        if (failure instanceof RunException reason) {
            throw reason;
        }
        if (failure instanceof IOException reason) {
            throw reason;
        }
        if (failure != null) {
            throw new IllegalStateException(failure);
        }
    }

    private Void work(Slot slot) throws CliException, RunException, IOException, InterruptedException {
        boolean done = false;
        try {
            for (QueuedRun run = next(); run != null; run = next()) {
                new RunTurn(queue, run, new RunTurn.Place(slot, training.exec()), out, signals, measured).take();
            }
            done = true;
        } finally {
            if (!done) {
                giveNoMore();
            }
        }
        return null;
    }

    private synchronized void giveNoMore() {
        failed = true;
    }

    /**
     * Returns the next run that is left, which the caller trains; null if there is none, or no more is to be trained.
     */
    private synchronized QueuedRun next() throws RunException {
        while (waiting.hasNext() && !failed && signals.exitCode().isEmpty()) {
            QueuedRun run = waiting.next();
            given++;
            boolean left = run.isLeft();
            String place =
                    String.format(Locale.ROOT, "[%d/%d] %s", given, queue.runs().size(), run.name());
            out.line(left ? place : place + " is done");
            if (left) {
                return run;
            }
        }
        return null;
    }
}
