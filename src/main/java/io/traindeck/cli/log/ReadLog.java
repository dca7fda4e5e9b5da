package io.traindeck.cli.log;

import io.traindeck.event.Description;
import io.traindeck.event.Goal;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Described;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.RunStarted;
import io.traindeck.metric.Goals;
import io.traindeck.metric.Metric;
import io.traindeck.source.LoggedRun;
import io.traindeck.source.RemainingPoints;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.function.Consumer;

/**
 * A log, read to its present end: the description that the run gives of itself, and the points that no later session
 * has replaced.
 */
final class ReadLog {
    private final LoggedRun run;
    private final LogState state;
    private final RemainingPoints points;
    private final LogFigures figures = new LogFigures();
    private Description about = Description.NONE;

    private ReadLog(LoggedRun run) throws IOException {
        this.run = run;
        state = new LogState(run);
        points = new RemainingPoints(run);
    }

    /** @throws IOException if it cannot be read */
    static ReadLog of(LoggedRun run) throws IOException {
        ReadLog log = new ReadLog(run);
        log.points.read(log::take, log::clear);
        if (log.points.isAnyDropped()) {
            log.figures.clear();
            log.points.forEach(log.figures::add);
        }
        return log;
    }

    private void take(TrainEvent event) {
        state.take(event);
        if (event instanceof Measured m) {
            figures.add(m);
        } else if (event instanceof RunStarted started) {
            about = started.about();
        } else if (event instanceof Described described) {
            about = about.and(described.about());
        }
    }

    private void clear() {
        state.clear();
        figures.clear();
        about = Description.NONE;
    }

    LoggedRun run() {
        return run;
    }

    LogState state() {
        return state;
    }

    /** Returns the description that the run gave of itself when it began. */
    Description about() {
        return about;
    }

    /** The metric that says which moment is the best; null if nobody can say. */
    Goal goal() {
        List<Metric> metrics = figures.metrics().stream()
                .map(metric -> Metric.of(metric.name()))
                .toList();
        return Goals.of(metrics, about.goal());
    }

    /** Returns the figures of the remaining points. */
    LogFigures figures() {
        return figures;
    }

    /** Returns how many records could not be understood. */
    long unreadable() {
        return points.unreadable();
    }

    /** Whether the log is a text that does not tell one number by name, and so may be anything. */
    boolean isProse() throws IOException {
        return run.isText() && figures.metrics().isEmpty() && Files.size(run.path()) > 0;
    }

    /**
     * Reads the log again and hands on the remaining points.
     *
     * @throws IOException if it cannot be read any more
     */
    void forEach(Consumer<? super Measured> remaining) throws IOException {
        points.forEach(remaining);
    }
}
