package io.traindeck.run;

import io.traindeck.event.Names;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.SystemUsage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Decodes the lines of one log. Nearly all lines of a long log differ from an earlier one in their numbers only: the shape
 * of a line is learned once {@link EventCodec} has read it, and of later lines of that shape only the numbers are parsed.
 * All lines of a shape share one instance of {@link Names}.
 *
 * <p>For one thread.
 */
final class EventDecoder {
    /** Makes an event of the slots of a line. */
    private interface Meaning {
        /** The event; null if the line takes the general way after all. */
        TrainEvent event(LineSlots slots);
    }

    private final LineShapes<Meaning> shapes = new LineShapes<>();
    private final Map<Names, Names> known = new HashMap<>();

    /** @see EventCodec#decode(byte[], int, int) */
    Optional<TrainEvent> decode(byte[] bytes, int from, int to) throws UnreadableLineException {
        Meaning meaning = shapes.find(bytes, from, to);
        TrainEvent event = meaning == null ? null : meaning.event(shapes.slots());
        return event == null ? decodeAndLearn(bytes, from, to) : Optional.of(event);
    }

    /**
     * Returns the event in the line that begins at {@code from} and ends with LF before {@code to}, if it can be read
     * the fast way, which needs no search for the LF; else null.
     */
    TrainEvent decodeFirst(byte[] bytes, int from, int to) {
        Meaning meaning = shapes.findFirst(bytes, from, to);
        return meaning == null ? null : meaning.event(shapes.slots());
    }

    /** Returns where the line ended that {@link #decodeFirst} read last. */
    int end() {
        return shapes.end();
    }

    /** Whether the line would be read the fast way. */
    boolean knows(byte[] bytes, int from, int to) {
        Meaning meaning = shapes.find(bytes, from, to);
        return meaning != null && meaning.event(shapes.slots()) != null;
    }

    private Optional<TrainEvent> decodeAndLearn(byte[] bytes, int from, int to) throws UnreadableLineException {
        Optional<TrainEvent> event = EventCodec.decode(bytes, from, to).map(this::withKnownNames);
        if (event.isPresent() && (event.get() instanceof Measured || event.get() instanceof SystemUsage)) {
            LineShape.of(bytes, from, to, false, keys -> false)
                    .ifPresent(shape -> learn(shape, event.get(), bytes, from, to));
        }
        return event;
    }

    private TrainEvent withKnownNames(TrainEvent event) {
        if (!(event instanceof Measured measured)) {
            return event;
        }
        if (known.size() > LineShapes.MOST) {
            known.clear();
        }
        Names names = known.computeIfAbsent(measured.values().names(), same -> same);
        double[] numbers = new double[names.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = measured.values().at(i);
        }
        return new Measured(
                measured.timeMs(),
                measured.kind(),
                measured.step(),
                measured.epoch(),
                measured.best(),
                names.with(numbers));
    }

    /** Keeps a shape only if it reads the same event from the line as the general way has. */
    private void learn(LineShape shape, TrainEvent event, byte[] bytes, int from, int to) {
        List<String> keys = new ArrayList<>();
        for (LineShape.Slot slot : shape.slots()) {
            keys.add(slot.keys().size() == 1 ? slot.keys().get(0) : null);
        }
        Meaning meaning = event instanceof Measured measured
                ? new MeasuredLine(measured, keys)
                : event instanceof SystemUsage usage && usage.gpus().isEmpty() ? new UsageLine(keys) : null;
        LineSlots slots = new LineSlots();
        if (meaning != null && shape.fits(bytes, from, to, slots) && isSame(event, meaning.event(slots))) {
            shapes.learn(shape, meaning);
        }
    }

    /**
     * Compares part by part: Java generates the {@code equals} of a record when it is first called, and the first
     * picture would wait.
     */
    private static boolean isSame(TrainEvent read, TrainEvent again) {
        if (read instanceof Measured a && again instanceof Measured b) {
            return a.timeMs() == b.timeMs()
                    && a.kind() == b.kind()
                    && a.step() == b.step()
                    && Double.compare(a.epoch(), b.epoch()) == 0
                    && Objects.equals(a.best(), b.best())
                    && a.values().equals(b.values());
        }
        return read instanceof SystemUsage a
                && again instanceof SystemUsage b
                && a.timeMs() == b.timeMs()
                && Double.compare(a.cpuPercent(), b.cpuPercent()) == 0
                && Double.compare(a.rssMb(), b.rssMb()) == 0
                && a.gpus().equals(b.gpus());
    }

    private static final class MeasuredLine implements Meaning {
        private final Measured first;
        private final int time;
        private final int step;
        private final int epoch;
        private final int[] metrics;

        MeasuredLine(Measured first, List<String> keys) {
            this.first = first;
            time = keys.lastIndexOf(MeasuredJson.TIME);
            step = keys.lastIndexOf(MeasuredJson.STEP);
            epoch = keys.lastIndexOf(MeasuredJson.EPOCH);
            Names names = first.values().names();
            metrics = new int[names.size()];
            for (int i = 0; i < metrics.length; i++) {
                metrics[i] = keys.lastIndexOf(names.get(i));
            }
        }

        @Override
        public TrainEvent event(LineSlots slots) {
            if (time < 0 || step < 0 || !slots.isWhole(time) || !slots.isWhole(step)) {
                return null;
            }
            int[] places = metrics;
            double[] values = new double[places.length];
            for (int i = 0; i < values.length; i++) {
                if (places[i] < 0) {
                    return null;
                }
                values[i] = slots.number(places[i]);
            }
            return new Measured(
                    slots.whole(time),
                    first.kind(),
                    slots.whole(step),
                    epoch < 0 ? Double.NaN : slots.number(epoch),
                    first.best(),
                    first.values().names().with(values));
        }
    }

    private static final class UsageLine implements Meaning {
        private final int time;
        private final int cpu;
        private final int memory;

        UsageLine(List<String> keys) {
            time = keys.lastIndexOf(MeasuredJson.TIME);
            cpu = keys.lastIndexOf("cpu_percent");
            memory = keys.lastIndexOf("rss_mb");
        }

        @Override
        public TrainEvent event(LineSlots slots) {
            return time < 0 || cpu < 0 || memory < 0 || !slots.isWhole(time)
                    ? null
                    : new SystemUsage(slots.whole(time), slots.number(cpu), slots.number(memory), List.of());
        }
    }
}
