package io.traindeck.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.Description;
import io.traindeck.event.Names;
import io.traindeck.event.Plan;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Described;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.Measured.Kind;
import io.traindeck.event.TrainEvent.Warning;
import io.traindeck.event.Values;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/** Writes a log as another trainer would: lines in a few shapes, a second apart. */
final class OthersLog {
    final List<TrainEvent> events = new ArrayList<>();
    private final Map<List<String>, Names> shapes = new HashMap<>();
    private long nowMs;

    OthersLog says(Plan plan, Map<String, String> facts) {
        events.add(new Described(0, Description.of(plan, facts)));
        return this;
    }

    OthersLog line(Kind kind, long step, Object... namesAndNumbers) {
        List<String> names = new ArrayList<>();
        double[] numbers = new double[namesAndNumbers.length / 2];
        for (int i = 0; i < numbers.length; i++) {
            names.add((String) namesAndNumbers[2 * i]);
            numbers[i] = ((Number) namesAndNumbers[2 * i + 1]).doubleValue();
        }
        Values values = shapes.computeIfAbsent(names, Names::of).with(numbers);
        events.add(new Measured(nowMs, kind, step, kind == Kind.EPOCH ? step : Double.NaN, null, values));
        nowMs += 1000;
        return this;
    }

    /** A line each {@code every} steps from {@code from} on, up to {@code to}. */
    OthersLog steps(long from, long to, long every, LongFunction<Object[]> line) {
        for (long step = from; step <= to; step += every) {
            line(Kind.STEP, step, line.apply(step));
        }
        return this;
    }

    List<Warning> advice() {
        Adviser adviser = new Adviser();
        return events.stream().flatMap(event -> adviser.take(event).stream()).toList();
    }

    List<String> codes() {
        return advice().stream().map(Warning::code).toList();
    }

    String message() {
        assertThat(advice()).hasSize(1);
        return advice().get(0).message();
    }
}
