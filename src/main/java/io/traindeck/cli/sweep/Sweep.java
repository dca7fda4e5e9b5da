package io.traindeck.cli.sweep;

import io.traindeck.cli.queue.QueuedRun;
import io.traindeck.cli.queue.RunOutcome;
import io.traindeck.cli.queue.RunQueue;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunJson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * The runs of a sweep. Only their folders tell how far the sweep has come.
 *
 * @param name the beginning of the names of its runs
 * @param points the points, in the order in which they have their turn
 */
record Sweep(Path runsDir, String name, List<Point> points) {
    /** The word by which a user knows it. */
    static final String WHAT = "sweep";

    /** @throws IllegalArgumentException in one line for the user, if two runs would have one name */
    Sweep {
        points = List.copyOf(points);
        Map<String, Point> named = new HashMap<>();
        for (Point point : points) {
            Point other = named.put(point.name(), point);
            if (other != null) {
                throw new IllegalArgumentException("the runs of " + other.values() + " and " + point.values()
                        + " would have one name, " + name + point.name());
            }
        }
    }

    RunFolder folder(Point point) {
        return new RunFolder(runsDir.resolve(name + point.name()));
    }

    /**
     * Returns the queue of the runs, in the order of their turns.
     *
     * @param wanted gives the run.json that a run of that name is made with
     */
    RunQueue queue(BiFunction<String, Point, RunJson> wanted) {
        List<QueuedRun> queued = points.stream()
                .map(point -> new QueuedRun(folder(point), () -> wanted.apply(name + point.name(), point)))
                .toList();
        return new RunQueue(WHAT, runsDir, name, queued);
    }

    /** Returns the result of each point, in their order. */
    List<PointResult> results() throws RunException {
        List<PointResult> results = new ArrayList<>();
        for (Point point : points) {
            results.add(PointResult.of(point, RunOutcome.of(folder(point))));
        }
        return results;
    }
}
