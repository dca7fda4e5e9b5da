package io.traindeck.cli.log;

import io.traindeck.event.Names;
import io.traindeck.event.TrainEvent.Measured;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The metrics that a user wants, of all that a log has. */
final class MetricChoice {
    private final List<Pattern> wanted;

    /** The parts by names; weak, because a source may make new names for each line. */
    private final Map<Names, Part> parts = new WeakHashMap<>();

    /** The wanted ones of some names, with their places among all of them. */
    private record Part(Names names, int[] places) {}

    /**
     * @param wanted the patterns, each searched for anywhere in the names; all metrics are wanted if there is no
     *     pattern
     */
    MetricChoice(List<Pattern> wanted) {
        this.wanted = List.copyOf(wanted);
    }

    boolean has(String name) {
        return wanted.isEmpty()
                || wanted.stream().anyMatch(pattern -> pattern.matcher(name).find());
    }

    /** The wanted metrics of {@code m}; there may be none. */
    Measured of(Measured m) {
        Names names = m.values().names();
        if (wanted.isEmpty()) {
            return m;
        }
        Part part = parts.computeIfAbsent(names, this::part);
        double[] values = new double[part.places.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = m.values().at(part.places[i]);
        }
        return new Measured(m.timeMs(), m.kind(), m.step(), m.epoch(), m.best(), part.names.with(values));
    }

    private Part part(Names names) {
        int[] places =
                IntStream.range(0, names.size()).filter(i -> has(names.get(i))).toArray();
        return new Part(Names.of(IntStream.of(places).mapToObj(names::get).toList()), places);
    }
}
