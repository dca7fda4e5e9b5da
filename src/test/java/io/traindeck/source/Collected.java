package io.traindeck.source;

import io.traindeck.event.Description;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Described;
import io.traindeck.event.TrainEvent.Measured;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The events that a source has handed on, and the series that a reader makes of them. */
final class Collected implements EventSource.Sink {
    private final List<TrainEvent> events = new ArrayList<>();
    private final Map<String, NavigableMap<Long, Double>> series = new LinkedHashMap<>();
    private Description about = Description.NONE;

    static Collected allOf(EventSource source) throws IOException {
        Collected all = new Collected();
        all.drain(source);
        return all;
    }

    /** Polls until the present end of the log. */
    void drain(EventSource source) throws IOException {
        int most = 100;
        while (source.poll(most, this) == most) {
            // There is more.
        }
    }

    /** Forgets all: the log begins anew. */
    void forget() {
        events.clear();
        series.clear();
        about = Description.NONE;
    }

    @Override
    public void take(TrainEvent event) {
        events.add(event);
        if (event instanceof Described d) {
            about = about.and(d.about());
        } else if (event instanceof Measured m) {
            for (int i = 0; i < m.values().size(); i++) {
                NavigableMap<Long, Double> points =
                        series.computeIfAbsent(m.values().names().get(i), name -> new TreeMap<>());
                // A step that goes back replaces what an earlier session had from there on.
                points.tailMap(m.step(), true).clear();
                points.put(m.step(), m.values().at(i));
            }
        }
    }

    List<TrainEvent> events() {
        return events;
    }

    List<Measured> measured() {
        return events.stream()
                .filter(Measured.class::isInstance)
                .map(Measured.class::cast)
                .toList();
    }

    /** Returns all series by name: values by step. */
    Map<String, NavigableMap<Long, Double>> series() {
        return series;
    }

    /** Returns all series as they are now. */
    Map<String, NavigableMap<Long, Double>> copy() {
        Map<String, NavigableMap<Long, Double>> copy = new LinkedHashMap<>();
        series.forEach((name, points) -> copy.put(name, new TreeMap<>(points)));
        return copy;
    }

    /** Returns the values of a series by step; none if it is not there. */
    Map<Long, Double> series(String name) {
        return series.getOrDefault(name, new TreeMap<>());
    }

    Map<String, String> facts() {
        return about.facts();
    }

    Description about() {
        return about;
    }
}
