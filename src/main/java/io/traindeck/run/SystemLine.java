package io.traindeck.run;

import io.traindeck.event.TrainEvent.SystemUsage;
import java.util.List;

/** Reads ordinary {@code system} lines without GPUs: most of what is no step in a long log. */
final class SystemLine {
    private static final byte[][] LAYOUT = OrdinaryLine.layout("system", SystemUsage.class);

    private SystemLine() {}

    /** The reading in {@code bytes[from, to)}, or null where it takes the general way to tell. */
    static SystemUsage read(byte[] bytes, int from, int to) {
        OrdinaryLine line = new OrdinaryLine(LAYOUT, bytes, from, to);
        long timeMs = line.integer(Long.MAX_VALUE);
        double cpuPercent = line.number();
        double rssMb = line.number();
        line.emptyList();
        return line.ends() ? new SystemUsage(timeMs, cpuPercent, rssMb, List.of()) : null;
    }
}
