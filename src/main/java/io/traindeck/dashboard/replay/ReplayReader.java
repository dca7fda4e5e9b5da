package io.traindeck.dashboard.replay;

import io.traindeck.source.LoggedRun;
import io.traindeck.state.ReplayClock;
import io.traindeck.state.RunState;
import io.traindeck.text.IoReason;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Reads a log through, and then the state at any moment of it, on a thread of its own. */
final class ReplayReader implements AutoCloseable {
    /** The number of batches that are read before others are told how far it is: about 50 000 lines. */
    private static final int BATCHES_A_REPORT = 100;

    /**
     * The result of reading so far.
     *
     * @param clock the moment that {@code state} is of; null until the log has been read through
     * @param shown what is seen at that moment
     * @param share how much of the log has been read, from 0 to 1
     * @param unreadable records of the log that could not be understood
     * @param trouble what keeps the log from being read; empty for nothing
     */
    record Result(
            ReplayClock clock, RunState state, ReplayLog.Shown shown, double share, long unreadable, String trouble) {
        Result withTrouble(String what) {
            return new Result(clock, state, shown, share, unreadable, what);
        }
    }

    private final LoggedRun run;
    private final boolean alone;
    private final double speed;
    private final Runnable changed;
    private final Thread thread = new Thread(this::run, "replay-reader");
    private volatile Result result;
    private volatile boolean closed;
    private ReplayClock wanted;

    /**
     * @param alone whether a branch is played without what it has in common with its parent
     * @param speed recorded seconds a second; NaN for one at which the run takes about a minute
     * @param changed runs on another thread when {@link #result} has changed
     */
    ReplayReader(LoggedRun run, boolean alone, double speed, Runnable changed) {
        this.run = run;
        this.alone = alone;
        result = new Result(null, RunState.EMPTY, new ReplayLog.Shown(run, ""), 0, 0, "");
        this.speed = speed;
        this.changed = changed;
        thread.setDaemon(true);
        thread.start();
    }

    /** The result of what was read so far. */
    Result result() {
        return result;
    }

    /** Asks for the state at that moment; of several such calls the last one counts. */
    synchronized void want(ReplayClock clock) {
        wanted = clock;
        notifyAll();
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    private void run() {
        try (ReplayLog log = ReplayLog.of(run, alone)) {
            ReplayStates states = new ReplayStates(log);
            readThrough(log, states);
            while (!closed) {
                show(log, states, next());
            }
        } catch (InterruptedException e) {
            // Closed: nobody wants more.
        } catch (IOException e) {
            fail(e);
        } catch (UncheckedIOException e) {
            fail(e.getCause());
        }
    }

    private void fail(IOException why) {
        if (!closed) {
            publish(result.withTrouble(run.shown() + ": " + IoReason.of(why)));
        }
    }

    private void readThrough(ReplayLog log, ReplayStates states) throws IOException {
        try (ReadAhead ahead = new ReadAhead(log)) {
            ReadAhead.Batch batch;
            int count = 0;
            do {
                batch = ahead.next();
                batch.forEach(states::add);
                count++;
                if (count % BATCHES_A_REPORT == 0) {
                    publish(new Result(null, RunState.EMPTY, result.shown(), batch.share(), batch.unreadable(), ""));
                }
            } while (!closed && !batch.isLast());
        }
        double chosen = Double.isNaN(speed) ? ReplayClock.defaultSpeed(states.timeline()) : speed;
        ReplayClock start = ReplayClock.start(states.timeline(), chosen);
        show(log, states, start);
    }

    private void show(ReplayLog log, ReplayStates states, ReplayClock clock) {
        int events = clock.events();
        publish(new Result(clock, states.at(events), log.at(events), 1, log.unreadable(), ""));
    }

    private synchronized ReplayClock next() throws InterruptedException {
        while (wanted == null) {
            wait();
        }
        ReplayClock next = wanted;
        wanted = null;
        return next;
    }

    private void publish(Result now) {
        result = now;
        changed.run();
    }
}
