package io.traindeck.machine;

import io.traindeck.event.TrainEvent.Gpu;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/** The newest figures of each graphics card, from the lines that {@code nvidia-smi} prints; forgets what is old. */
final class GpuFigures {
    /** The fields of a line. The name comes last: it alone could hold a comma. */
    static final String FIELDS = "index,uuid,utilization.gpu,memory.used,memory.total,temperature.gpu,power.draw,name";

    /** The time between two lines that {@code nvidia-smi} is asked to print for a card. */
    static final Duration PERIOD = Duration.ofSeconds(5);

    /** A line may come late by half a period on a busy machine; after that the card does not answer. */
    private static final long FRESH_NANOS = PERIOD.toNanos() * 3 / 2;

    private static final int FIELD_COUNT = FIELDS.split(",").length;
    private static final int NAME = FIELD_COUNT - 1;
    private static final int FIRST_FIGURE = 2;
    private static final Pattern INDEX = Pattern.compile("\\d{1,4}");
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,9}(\\.\\d{1,9})?");

    /** {@code [N/A]}, {@code [Not Supported]}, {@code [Unknown Error]}: the card has no such figure. */
    private static final Pattern NO_FIGURE = Pattern.compile("\\[.*]|N/A");

    private final VisibleGpus visible;
    private final LongSupplier nanoTime;
    private final SortedMap<Integer, Reading> newest = new TreeMap<>();

    /** @param nanoTime a clock that never goes back, nanoseconds */
    GpuFigures(VisibleGpus visible, LongSupplier nanoTime) {
        this.visible = visible;
        this.nanoTime = nanoTime;
    }

    private record Reading(Gpu gpu, long nanos) {}

    /** Takes a line of figures; returns false if it is not one, and changes nothing then. */
    synchronized boolean accept(String line) {
        String[] fields = line.strip().split("\\s*,\\s*", FIELD_COUNT);
        if (fields.length < FIELD_COUNT || !INDEX.matcher(fields[0]).matches() || fields[NAME].isEmpty()) {
            return false;
        }
        for (int i = FIRST_FIGURE; i < NAME; i++) {
            if (!NUMBER.matcher(fields[i]).matches()
                    && !NO_FIGURE.matcher(fields[i]).matches()) {
                return false;
            }
        }
        if (visible.contains(fields[0], fields[1])) {
            Gpu gpu = new Gpu(
                    fields[NAME],
                    figure(fields[2]),
                    figure(fields[3]),
                    figure(fields[4]),
                    figure(fields[5]),
                    figure(fields[6]));
            newest.put(Integer.valueOf(fields[0]), new Reading(gpu, nanoTime.getAsLong()));
        }
        return true;
    }

    /** The cards that answered just now, by index; a figure that a card does not have is NaN. */
    synchronized List<Gpu> fresh() {
        long now = nanoTime.getAsLong();
        return newest.values().stream()
                .filter(reading -> now - reading.nanos <= FRESH_NANOS)
                .map(Reading::gpu)
                .toList();
    }

    /** Forgets all figures. */
    synchronized void clear() {
        newest.clear();
    }

    private static double figure(String field) {
        return NO_FIGURE.matcher(field).matches() ? Double.NaN : Double.parseDouble(field);
    }
}
