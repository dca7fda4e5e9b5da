package io.traindeck.source;

import io.traindeck.event.Names;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.Measured.Kind;
import io.traindeck.event.Values;
import io.traindeck.run.FollowedLines;
import io.traindeck.source.CounterNames.Role;
import java.io.IOException;
import java.nio.file.Path;

/** Follows a metric of MLflow's file store: lines of time in Unix milliseconds, value and step. */
final class MlflowMetric implements EventSource, FollowedLines.Lines {
    private final FollowedLines lines;
    private final Names name;
    private final boolean isEpoch;
    private final NumberCell number = new NumberCell();
    private final HandedRows handed = new HandedRows();
    private final HandedRows.Series[] series;
    private final boolean[] isNew = new boolean[1];
    private final double[] value = new double[1];
    private Sink into;
    private long unreadable;
    private long rows;
    private boolean anyStep;

    MlflowMetric(Path file, String name) {
        this.name = Names.of(name);
        isEpoch = CounterNames.role(name) == Role.EPOCH;
        series = new HandedRows.Series[] {handed.series(name)};
        lines = new FollowedLines(file, () -> {
            handed.rewind();
            rows = 0;
            anyStep = false;
        });
    }

    /** Sets the receiver of the events from now on. */
    void into(Sink sink) {
        into = sink;
    }

    @Override
    public int poll(int most, Sink sink) throws IOException {
        into(sink);
        return lines.poll(most, this);
    }

    @Override
    public void line(byte[] buffer, int from, int to, long offset) {
        double[] parts = {Double.NaN, Double.NaN, -1};
        int at = from;
        int count = 0;
        while (count < parts.length && at < to) {
            int end = at;
            while (end < to && buffer[end] != ' ' && buffer[end] != '\r') {
                end++;
            }
            if (end > at && !number.read(buffer, at, end)) {
                break;
            }
            if (end > at) {
                parts[count++] = number.value();
            }
            at = end + 1;
        }
        if (count >= 2) {
            row(Times.ofUnix(parts[0]), parts[1], step(parts[2]));
        } else if (to > from) {
            countUnreadable();
        }
    }

    @Override
    public void tooLong(long offset, long end) {
        countUnreadable();
    }

    /** Returns the step of a line. A program that names no step writes 0 on all lines: then the lines are counted. */
    private long step(double given) {
        anyStep |= given > 0;
        long step = NumberCell.isCount(given) && (given > 0 || anyStep) ? (long) given : rows;
        rows++;
        return step;
    }

    private void row(long timeMs, double measured, long step) {
        value[0] = measured;
        if (handed.pass(31 * step + timeMs, series, value, 1, isNew)) {
            double epoch = isEpoch ? measured : Double.NaN;
            into.take(new Measured(timeMs, Kind.STEP, step, epoch, null, isEpoch ? Values.NONE : name.with(measured)));
        }
    }

    private void countUnreadable() {
        if (handed.passUnreadable()) {
            unreadable++;
        }
    }

    @Override
    public double share() {
        return lines.share();
    }

    @Override
    public long unreadable() {
        return unreadable;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
