package io.traindeck.source;

import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Measured;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Events taken apart into single numbers: how they were joined does not matter then. */
final class Points {
    /** A number as a log has it. */
    record Point(String name, long step, double value) {}

    private Points() {}

    static Point point(String name, long step, double value) {
        return new Point(name, step, value);
    }

    static List<Point> of(List<? extends TrainEvent> events) {
        return events.stream()
                .flatMap(event -> event instanceof Measured m ? of(m) : Stream.empty())
                .toList();
    }

    private static Stream<Point> of(Measured measured) {
        return IntStream.range(0, measured.values().size())
                .mapToObj(i -> point(
                        measured.values().names().get(i),
                        measured.step(),
                        measured.values().at(i)));
    }
}
