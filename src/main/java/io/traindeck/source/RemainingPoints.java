package io.traindeck.source;

import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Measured;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The points of a log that hold in the end. If a series comes to a step that is not beyond its last one, a later
 * session has taken over, and the points of the series from this step on are dropped. If a trainer resumed, the points
 * of all series from there on are dropped. A series is a name on one kind of line: a number on the line of an epoch
 * does not replace that of the epoch's last step.
 *
 * <p>Memory does not grow with the values. A point holds if no later one of its series has the same or a smaller step.
 * So the first reading notes the least step of each series in each block of the log, and the second reading, which has
 * to hold one block, can tell the points that hold. If nothing was dropped, all points of the first reading hold.
 *
 * <p>For one thread.
 */
public final class RemainingPoints {
    /** The number of values in a block, which take about 20 MB if each comes alone. */
    static final int BLOCK = 1 << 17;

    /** The number of records that are asked for at once. */
    private static final int BATCH = 1 << 13;

    private final LoggedRun run;
    private final int block;
    private final NameIndex names = new NameIndex();

    /** The last step of each series so far. */
    private long[] last = {};

    /** The least steps in each block; after the reading, the least steps in all later blocks. */
    private final List<LeastSteps> blocks = new ArrayList<>();

    private int inBlock;
    private long events;
    private boolean dropped;
    private long unreadable;

    /** Makes the points of a run of which nothing is read yet. */
    public RemainingPoints(LoggedRun run) {
        this(run, BLOCK);
    }

    RemainingPoints(LoggedRun run, int block) {
        this.run = run;
        this.block = block;
        clear();
    }

    /**
     * Reads the log from its start to its present end, and hands on all of its events.
     *
     * @param restarted runs if the log is replaced meanwhile: what was handed on does not count, and the events of the
     *     new log follow
     * @throws IOException if the log cannot be read
     */
    public void read(Consumer<? super TrainEvent> all, Runnable restarted) throws IOException {
        Runnable anew = () -> {
            clear();
            restarted.run();
        };
        try (EventSource source = run.open(anew)) {
            EventSource.Sink sink = event -> {
                note(event);
                all.accept(event);
            };
            while (source.poll(BATCH, sink) == BATCH) {
                // The log is read up to its present end.
            }
            unreadable = source.unreadable();
        }
        LeastSteps later = new LeastSteps(names);
        for (int i = blocks.size() - 1; i >= 0; i--) {
            LeastSteps here = blocks.set(i, later);
            later = later.and(here);
        }
    }

    private void clear() {
        names.clear();
        last = new long[0];
        blocks.clear();
        blocks.add(new LeastSteps(names));
        inBlock = 0;
        events = 0;
        dropped = false;
    }

    private void note(TrainEvent event) {
        if (!counts(event)) {
            return;
        }
        dropped |= event instanceof Measured m ? goesBack(m) : names.size() > 0;
        events++;
        blocks.get(blocks.size() - 1).note(event);
        inBlock += weight(event);
        if (inBlock >= block) {
            blocks.add(new LeastSteps(names));
            inBlock = 0;
        }
    }

    private boolean goesBack(Measured m) {
        boolean back = false;
        int[] numbers = names.of(m.values().names());
        last = NameIndex.grown(last, LeastSteps.series(names.size()), Long.MIN_VALUE);
        for (int name : numbers) {
            if (name >= 0) {
                int series = LeastSteps.series(name, m.kind());
                back |= m.step() <= last[series];
                last[series] = m.step();
            }
        }
        return back;
    }

    /** Returns whether the event brings points, or drops some. */
    private static boolean counts(TrainEvent event) {
        return event instanceof Measured
                || event instanceof TrainEvent.RunResumed
                || event instanceof TrainEvent.RunStarted;
    }

    private static int weight(TrainEvent event) {
        return event instanceof Measured m ? 1 + m.values().size() : 1;
    }

    /** Returns whether points were dropped: then only {@link #forEach} hands on exactly those that hold. */
    public boolean isAnyDropped() {
        return dropped;
    }

    /** The number of records that could not be understood. */
    public long unreadable() {
        return unreadable;
    }

    /**
     * Reads the log again, as far as before, and hands on the part of each event that holds, without the names beyond
     * the limits of {@link NameIndex}.
     *
     * @throws IOException if the log cannot be read, or holds less than before
     */
    public void forEach(Consumer<? super Measured> points) throws IOException {
        Block read = new Block(points);
        try (EventSource source = run.open(() -> {
            throw new Replaced();
        })) {
            while (source.poll(BATCH, read::take) == BATCH && read.left > 0) {
                // The events are taken as far as they were read before.
            }
            if (read.left > 0) {
                throw new Replaced();
            }
            read.handOn();
        } catch (Replaced e) {
            throw new IOException("it has changed while it was read; try again", e);
        }
    }

    /** Says that the log is no longer the one that was read first. */
    private static final class Replaced extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** The events of a block, until it is known which of their points hold. */
    private final class Block {
        private final Consumer<? super Measured> points;
        private final List<TrainEvent> held = new ArrayList<>();
        private long left = events;
        private int number;
        private int weight;

        Block(Consumer<? super Measured> points) {
            this.points = points;
        }

        void take(TrainEvent event) {
            if (left == 0 || !counts(event)) {
                return;
            }
            left--;
            held.add(event);
            weight += weight(event);
            if (weight >= block) {
                handOn();
            }
        }

        void handOn() {
            LeastSteps later = new LeastSteps(names).and(blocks.get(Math.min(number, blocks.size() - 1)));
            for (int i = held.size() - 1; i >= 0; i--) {
                TrainEvent event = held.get(i);
                held.set(i, event instanceof Measured m ? later.remaining(m) : null);
                later.note(event);
            }
            for (TrainEvent event : held) {
                if (event instanceof Measured m) {
                    points.accept(m);
                }
            }
            held.clear();
            weight = 0;
            number++;
        }
    }
}
