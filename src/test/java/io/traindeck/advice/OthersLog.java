package io.traindeck.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.Description;
import io.traindeck.event.Names;
import io.traindeck.event.Plan;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Measured.Kind;
import io.traindeck.event.TrainEvent.Warning;
import io.traindeck.event.Values;
import io.traindeck.testing.ForeignLog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/** Writes a log as another trainer would: lines in a few shapes, a second apart. */
final class OthersLog {
    private final ForeignLog log = new ForeignLog();
    final List<TrainEvent> events = log.events();
    private final Map<List<String>, Names> shapes = new HashMap<>();

    static double noise(long step) {
        return Math.sin(step * 12.9898);
    }

    static double gptLoss(long step) {
        return 3.3 + 7.5 * Math.exp(-step / 300.0) + 0.1 * noise(step);
    }

    /** Returns a log as nanoGPT writes it: each step, and both losses each 250 steps. */
    static OthersLog gpt(long steps, LongFunction<Double> loss, LongFunction<Double> valLoss) {
        OthersLog log = new OthersLog().says(Plan.of(steps, 0, 0), Map.of("model", "124M"));
        for (long step = 0; step <= steps; step++) {
            if (step % 250 == 0) {
                log.line(Kind.VALIDATION, step, "train_loss", loss.apply(step), "val_loss", valLoss.apply(step));
            }
            double rate = 6e-4 * Math.min(1, (step + 1) / 100.0);
            log.line(Kind.STEP, step, "loss", loss.apply(step), "lr", rate, "norm", 0.5, "tok/sec", 1.1e6);
        }
        return log;
    }

    OthersLog says(Plan plan, Map<String, String> facts) {
        log.described(Description.of(plan, facts));
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
        log.measured(kind, step, kind == Kind.EPOCH ? step : Double.NaN, values).pass(1);
        return this;
    }

    /** Logs a line each {@code every} steps from {@code from} on, up to {@code to}. */
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
