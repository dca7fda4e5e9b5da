package io.traindeck.cli.sweep;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** The points of a sweep: all combinations of the values, or some that are drawn at random. */
final class Points {
    /** More runs than anybody has the time to train; the limit catches a slip of the keyboard. */
    static final int MOST = 1000;

    /** The draws for each point that is wanted, after which there is hardly another new one. */
    private static final int DRAWS_FOR_ONE = 1000;

    private Points() {}

    /**
     * Returns every combination; the last dial changes fastest.
     *
     * @throws IllegalArgumentException in one line for the user
     */
    static List<Point> grid(List<DialValues> dials) {
        List<Point> points = List.of(new Point(Map.of()));
        for (DialValues dial : varying(dials)) {
            if (dial.listed().isEmpty()) {
                throw new IllegalArgumentException(dial.dial() + " has a range from which values can only be drawn:"
                        + " say how many with --samples, or list the values");
            }
            if ((long) points.size() * dial.listed().size() > MOST) {
                throw new IllegalArgumentException("the grid has more than " + MOST + " points; --samples draws some");
            }
            List<Point> more = new ArrayList<>();
            for (Point point : points) {
                for (String value : dial.listed()) {
                    Map<String, String> values = new LinkedHashMap<>(point.values());
                    values.put(dial.dial(), value);
                    more.add(new Point(values));
                }
            }
            points = more;
        }
        return points;
    }

    /**
     * Returns random combinations, all different. The first of them do not depend on how many are wanted, so that more
     * can be asked for later.
     *
     * @throws IllegalArgumentException in one line for the user
     */
    static List<Point> random(List<DialValues> dials, int count, long seed) {
        if (count < 1 || count > MOST) {
            throw new IllegalArgumentException("--samples must be 1 to " + MOST + ", not " + count);
        }
        List<DialValues> varying = varying(dials);
        Random random = new Random(seed);
        Set<Point> points = new LinkedHashSet<>();
        for (int draws = 0; points.size() < count; draws++) {
            if (draws > count * DRAWS_FOR_ONE) {
                throw new IllegalArgumentException(
                        "--samples " + count + " wants more points than there are; " + points.size() + " differ");
            }
            Map<String, String> values = new LinkedHashMap<>();
            varying.forEach(dial -> values.put(dial.dial(), dial.draw(random)));
            points.add(new Point(values));
        }
        return List.copyOf(points);
    }

    private static List<DialValues> varying(List<DialValues> dials) {
        List<DialValues> varying = dials.stream().filter(DialValues::varies).toList();
        if (varying.isEmpty()) {
            throw new IllegalArgumentException(
                    "nothing varies; give a dial several values, such as --max-lr 1e-3,3e-3");
        }
        return varying;
    }
}
