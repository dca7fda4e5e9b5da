package io.traindeck.source.tensorboard;

import io.traindeck.source.protobuf.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The numbers of one event: {@code Event} holds a time, a step, and perhaps a {@code Summary}, which is a list of values
 * with tags. The object is used again for each event.
 *
 * <p>A value is a number if it is a {@code simple_value}, or a tensor of one number that belongs to the plugin
 * {@code scalars} or to no plugin. Pictures, sound, histograms, text, graphs and all else are skipped by their lengths.
 */
final class EventRecord {
    /**
     * The number of values of one event, at most. Some programs log thousands in one event; more means a damaged file.
     */
    static final int MOST = 1 << 14;

    private static final byte[] SCALARS = "scalars".getBytes(StandardCharsets.US_ASCII);

    /** The plugin of TensorBoard that draws a value. */
    private enum Plugin {
        UNKNOWN,
        SCALARS,
        OTHER
    }

    private final Window window;
    private final Wire wire;
    private final ScalarTensor tensor;
    private final Tags tags;

    private double wallTime;
    private long step;
    private int values;
    private int count;
    private Tag[] tag = new Tag[16];
    private double[] number = new double[16];

    EventRecord(Window window, Tags tags) {
        this.window = window;
        this.tags = tags;
        wire = new Wire(window);
        tensor = new ScalarTensor(wire);
    }

    /**
     * Reads the event that stands in the file from {@code from} to {@code to}; returns false if these bytes are not an
     * event.
     */
    boolean read(long from, long to) throws IOException {
        wallTime = 0;
        step = 0;
        values = 0;
        count = 0;
        wire.start(from);
        while (wire.next(to)) {
            switch (wire.key()) {
                case Fields.Event.WALL_TIME -> wallTime = Double.longBitsToDouble(wire.fixed64(to));
                case Fields.Event.STEP -> step = wire.varint(to);
                case Fields.Event.SUMMARY -> summary(wire.end(to));
                default -> wire.skip(to);
            }
        }
        return !wire.broken() && values <= MOST;
    }

    /** The number of bytes that were skipped. */
    long skipped() {
        return wire.skipped();
    }

    /** The time of the event in seconds, as it is written: since 1970 as a rule. */
    double wallTime() {
        return wallTime;
    }

    long step() {
        return step;
    }

    /** The number of values that the event holds. */
    int count() {
        return count;
    }

    Tag tag(int index) {
        return tag[index];
    }

    double number(int index) {
        return number[index];
    }

    private void summary(long end) throws IOException {
        while (values <= MOST && wire.next(end)) {
            if (wire.key() == Fields.Summary.VALUE) {
                values++;
                value(wire.end(end));
            } else {
                wire.skip(end);
            }
        }
        wire.jump(end);
    }

    private void value(long end) throws IOException {
        Tags.Entry entry = null;
        boolean scalar = false;
        boolean simple = false;
        double found = 0;
        Plugin plugin = Plugin.UNKNOWN;
        while (wire.next(end)) {
            switch (wire.key()) {
                case Fields.Value.TAG -> entry = tag(wire.end(end));
                case Fields.Value.SIMPLE_VALUE -> {
                    found = Float.intBitsToFloat(wire.fixed32(end));
                    scalar = true;
                    simple = true;
                }
                case Fields.Value.TENSOR -> {
                    scalar = tensor.read(wire.end(end));
                    simple = false;
                    found = scalar ? tensor.value() : 0;
                }
                case Fields.Value.METADATA -> plugin = plugin(wire.end(end), plugin);
                case Fields.Value.OLD_HISTOGRAM, Fields.Value.IMAGE, Fields.Value.HISTOGRAM, Fields.Value.AUDIO -> {
                    scalar = false;
                    wire.skip(end);
                }
                default -> wire.skip(end);
            }
        }
        if (entry == null) {
            return;
        }
        if (plugin != Plugin.UNKNOWN) {
            entry.foreign = plugin == Plugin.OTHER;
        }
        if (scalar && (simple || !entry.foreign)) {
            add(entry.tag, found);
        }
    }

    /** Returns the tag that ends at {@code end}; null if it is empty, or longer than a name can be. */
    private Tags.Entry tag(long end) throws IOException {
        long length = end - wire.position();
        if (length == 0 || length > Tags.LONGEST) {
            wire.jump(end);
            return null;
        }
        int index = wire.bytes((int) length);
        return tags.of(window.bytes(), index, (int) length);
    }

    private Plugin plugin(long end, Plugin before) throws IOException {
        Plugin plugin = before;
        while (wire.next(end)) {
            if (wire.key() != Fields.Metadata.PLUGIN_DATA) {
                wire.skip(end);
                continue;
            }
            long dataEnd = wire.end(end);
            while (wire.next(dataEnd)) {
                if (wire.key() == Fields.Metadata.PLUGIN_NAME) {
                    plugin = pluginNamed(wire.end(dataEnd), plugin);
                } else {
                    wire.skip(dataEnd);
                }
            }
        }
        return plugin;
    }

    private Plugin pluginNamed(long end, Plugin before) throws IOException {
        long length = end - wire.position();
        if (length == 0) {
            return before;
        }
        if (length != SCALARS.length) {
            wire.jump(end);
            return Plugin.OTHER;
        }
        int index = wire.bytes(SCALARS.length);
        return Arrays.equals(window.bytes(), index, index + SCALARS.length, SCALARS, 0, SCALARS.length)
                ? Plugin.SCALARS
                : Plugin.OTHER;
    }

    private void add(Tag newTag, double newNumber) {
        if (count == tag.length) {
            tag = Arrays.copyOf(tag, 2 * count);
            number = Arrays.copyOf(number, 2 * count);
        }
        tag[count] = newTag;
        number[count] = newNumber;
        count++;
    }
}
