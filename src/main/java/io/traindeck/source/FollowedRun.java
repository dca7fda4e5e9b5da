package io.traindeck.source;

import io.traindeck.event.Liveness;
import io.traindeck.event.TrainEvent.Measured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A run while it is being written. The log of another program may be yet to come, or may hold its first bytes only,
 * which several formats may begin with. So its format is looked for again and again until the log has told a number;
 * from then on the format is settled.
 *
 * <p>For one thread.
 */
public final class FollowedRun implements EventSource {
    /** The liveness before the run has been looked at for the first time: nobody has written it lately. */
    private static final Liveness NEVER = new Liveness.Written(0);

    private final Formats formats;
    private final Runnable restarted;
    private final Pauses looks = new Pauses();
    private final Pauses times = new Pauses();

    private final BarStates states = new BarStates();
    private LoggedRun run;
    private EventSource source;

    /** The file or folder that {@link #source} reads. */
    private Path chosen;

    private boolean settled;

    /** The logs that were passed over, as they were then: as long as they stay so, nothing in them is new. */
    private final Map<Path, Stamp> passed = new HashMap<>();

    /** The reason why the last look failed; null if it did not. */
    private IOException failure;

    /** The size of the file when its format was looked for. */
    private long looked = -1;

    private Liveness liveness = NEVER;

    /**
     * Begins to read from the start of the log.
     *
     * @param restarted runs before the first event of a log that was replaced or cut short, or turns out to be another than
     *     it seemed: forget the old one
     */
    FollowedRun(LoggedRun run, Formats formats, Runnable restarted) {
        this.formats = formats;
        this.restarted = restarted;
        settled = run.ownLog().isPresent();
        become(run);
    }

    private void become(LoggedRun found) {
        run = found;
        chosen = found.chosen();
        source = found.isExpected() ? null : found.open(states, restarted);
    }

    /** Passes over what is there. It settles nothing: in a folder of runs, the next run may be about to begin. */
    @Override
    public void passOver() throws IOException {
        boolean before = settled;
        try {
            EventSource.super.passOver();
            for (LoggedRun log : run.others()) {
                passed.put(log.chosen(), log.stamp());
            }
            passed.put(chosen, run.stamp());
        } finally {
            settled = before;
        }
    }

    /** Makes the next poll look for the log at once, because nobody writes it any more. */
    public void lookAtOnce() {
        looks.forget();
    }

    /** The run, as it is known by now. */
    public LoggedRun run() {
        return run;
    }

    /**
     * Returns whether anybody is at work on the run. Ask before the log is read: a trainer may write its last event and
     * end in between. If a log cannot be looked at, this is what was known last.
     */
    public Liveness liveness() {
        if (run.folder().isPresent() || times.isOver()) {
            times.begin();
            try {
                liveness = run.liveness();
            } catch (IOException e) {
                // The log is gone or out of reach; whoever reads it is told so.
            }
            times.end();
        }
        return liveness;
    }

    @Override
    public int poll(int most, Sink into) throws IOException {
        int taken = read(most, into);
        if (taken == 0 && source != null) {
            states.beginLive();
        }
        String trouble = run.elsewhere().map(there -> there.trouble().get()).orElse("");
        if (taken == 0 && !trouble.isEmpty()) {
            throw new IOException(trouble);
        }
        return taken;
    }

    private int read(int most, Sink into) throws IOException {
        if (settled) {
            return source.poll(most, into);
        }
        if (looks.isOver()) {
            look();
        } else if (failure != null && run.elsewhere().isEmpty()) {
            throw failure;
        } else if (bytes() != looked) {
            return 0; // It is to be looked at first: read as another format it would tell other numbers.
        }
        return source == null
                ? 0
                : source.poll(most, event -> {
                    settled |= event instanceof Measured;
                    into.take(event);
                });
    }

    private void look() throws IOException {
        looks.begin();
        looked = bytes();
        failure = null;
        try {
            LoggedRun there = formats.find(run.named()).orElse(run);
            LoggedRun found = run.elsewhere().map(there::copiedFrom).orElse(there);
            if (!found.isSameLogAs(run) || !found.chosen().equals(chosen)) {
                boolean begun = source != null;
                close();
                if (begun) {
                    restarted.run();
                }
                become(found);
                if (source != null && found.stamp().equals(passed.get(chosen))) {
                    source.passOver();
                }
            }
        } catch (IOException e) {
            failure = e;
            throw e;
        } finally {
            looks.end();
        }
    }

    /** Returns the size of the file that is read; -1 for a folder, or if there is no file. */
    private long bytes() {
        try {
            return Files.isRegularFile(run.path()) ? Files.size(run.path()) : -1;
        } catch (IOException e) {
            return -1;
        }
    }

    @Override
    public double share() {
        return source == null ? 1 : source.share();
    }

    @Override
    public long unreadable() {
        return source == null ? 0 : source.unreadable();
    }

    @Override
    public void close() throws IOException {
        if (source != null) {
            source.close();
        }
    }

    /** Says when to look at files again. A look may take long: a folder may hold tens of thousands of files. */
    private static final class Pauses {
        private static final long LEAST_NS = 500_000_000;

        /** The pause before the next look is this many times as long as a look takes. */
        private static final int FACTOR = 20;

        private long began;
        private long until;
        private boolean isFirst = true;

        boolean isOver() {
            return isFirst || System.nanoTime() - until >= 0;
        }

        void begin() {
            began = System.nanoTime();
        }

        void forget() {
            isFirst = true;
        }

        void end() {
            long now = System.nanoTime();
            until = now + Math.max(LEAST_NS, FACTOR * (now - began));
            isFirst = false;
        }
    }
}
