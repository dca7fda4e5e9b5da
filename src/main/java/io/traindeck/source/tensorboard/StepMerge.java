package io.traindeck.source.tensorboard;

import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.UnixTime;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;

/**
 * Joins the numbers that a program logs of one step, tag by tag, into one {@link Measured}. Numbers are joined if they
 * follow each other in a file, have the same step and different tags, and were written within {@link #TOGETHER}. So no
 * number is lost, and each keeps its step. The time is that of the first number.
 */
final class StepMerge {
    /** The number of seconds between the first and the last number of a step, at most. */
    private static final double TOGETHER = 10;

    private static final int FEW = 64;

    private final Measured.Kind kind;
    private final Queue<Measured> done = new ArrayDeque<>();
    private final TagShapes shapes = new TagShapes();
    private Tag[] tags = new Tag[FEW];
    private double[] numbers = new double[FEW];
    private int count;
    private long step;
    private double wallTime;
    private long round;

    StepMerge(Measured.Kind kind) {
        this.kind = kind;
    }

    /** The joined values, in their order; the caller takes them out. */
    Queue<Measured> done() {
        return done;
    }

    /** Returns whether numbers wait for others of their step. */
    boolean waits() {
        return count > 0;
    }

    void add(EventRecord event) {
        for (int i = 0; i < event.count(); i++) {
            Tag tag = event.tag(i);
            // Written with "not further apart than", the condition also holds for times that are NaN.
            boolean joins = count > 0
                    && step == event.step()
                    && tag.round != round
                    && count < EventRecord.MOST
                    && !(Math.abs(event.wallTime() - wallTime) > TOGETHER);
            if (!joins) {
                finish();
                step = event.step();
                wallTime = event.wallTime();
            }
            if (count == tags.length) {
                tags = Arrays.copyOf(tags, 2 * count);
                numbers = Arrays.copyOf(numbers, 2 * count);
            }
            tag.round = round;
            tags[count] = tag;
            numbers[count] = event.number(i);
            count++;
        }
    }

    /** Ends the step: no other number of it is waited for. */
    void finish() {
        round++;
        if (count == 0) {
            return;
        }
        done.add(new Measured(
                UnixTime.ofSeconds(wallTime),
                kind,
                step,
                Double.NaN,
                null,
                shapes.of(tags, count).with(Arrays.copyOf(numbers, count))));
        count = 0;
        if (tags.length > EventRecord.MOST / 4) {
            // Otherwise a run of many folders would hold the longest step of each.
            tags = new Tag[FEW];
            numbers = new double[FEW];
        }
    }
}
