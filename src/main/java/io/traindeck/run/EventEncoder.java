package io.traindeck.run;

import com.google.gson.JsonPrimitive;
import io.traindeck.event.Names;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.Values;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Encodes the events of one log, each exactly as {@link EventCodec} does. Nearly all of them are numbers under names that
 * came before: the keys are made once, and no tree of JSON is built for a line.
 *
 * <p>For one thread.
 */
final class EventEncoder {
    /** What stands before each number of a line; no keys for names that only the general way can write. */
    private record Keys(List<String> list) {}

    private static final Keys NONE = new Keys(null);

    private final Map<Names, Keys> known = new HashMap<>();

    /** Appends the event as one line, with its LF. */
    void append(TrainEvent event, StringBuilder lines) {
        Keys keys = event instanceof Measured measured ? keys(measured.values().names()) : NONE;
        if (keys == NONE) {
            lines.append(EventCodec.encode(event));
        } else {
            append((Measured) event, keys, lines);
        }
        lines.append('\n');
    }

    private Keys keys(Names names) {
        if (known.size() > LineShapes.MOST) {
            known.clear();
        }
        return known.computeIfAbsent(names, EventEncoder::made);
    }

    private static Keys made(Names names) {
        // A metric with the name of another key takes its place, wherever that stands.
        boolean isPlain = names.list().stream()
                .noneMatch(name -> MeasuredJson.RESERVED.contains(name) || name.equals(MeasuredJson.BEST));
        return isPlain ? new Keys(names.list().stream().map(EventEncoder::key).toList()) : NONE;
    }

    private static String key(String name) {
        return "," + new JsonPrimitive(name) + ":";
    }

    private static void append(Measured event, Keys keys, StringBuilder line) {
        line.append("{\"").append(EventCodec.EVENT_KEY).append("\":\"").append(MeasuredJson.word(event.kind()));
        line.append("\",\"").append(MeasuredJson.TIME).append("\":").append(event.timeMs());
        line.append(",\"").append(MeasuredJson.STEP).append("\":").append(event.step());
        if (!Double.isNaN(event.epoch())) {
            line.append(",\"").append(MeasuredJson.EPOCH).append("\":");
            if (MeasuredJson.isWhole(event.epoch())) {
                line.append((long) event.epoch());
            } else {
                append(event.epoch(), line);
            }
        }
        Values values = event.values();
        for (int i = 0; i < values.size(); i++) {
            line.append(keys.list.get(i));
            append(values.at(i), line);
        }
        if (event.best() != null) {
            line.append(",\"").append(MeasuredJson.BEST).append("\":").append(event.best());
        }
        line.append('}');
    }

    private static void append(double value, StringBuilder line) {
        if (Double.isFinite(value)) {
            line.append(value);
        } else {
            line.append('"').append(value).append('"');
        }
    }
}
