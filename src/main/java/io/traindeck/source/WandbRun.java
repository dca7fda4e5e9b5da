package io.traindeck.source;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.traindeck.event.Goal;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.source.protobuf.Wire;
import io.traindeck.source.protobuf.WireBytes;
import io.traindeck.source.wandb.WandbFields;
import io.traindeck.source.wandb.WandbFile;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Follows the log of a run of Weights &amp; Biases: the history is its metrics, the configuration its facts.
 */
final class WandbRun implements EventSource {
    /** The name under which Weights &amp; Biases numbers the records of a run. */
    static final String STEP = "_step";

    private final WandbFile file;
    private RecordEvents events = RecordEvents.ofRowsAlone();
    private long lastStep;
    private long unreadable;

    WandbRun(Path path, Runnable restarted) {
        file = new WandbFile(path, () -> {
            events = RecordEvents.ofRowsAlone();
            lastStep = 0;
            unreadable = 0;
            restarted.run();
        });
    }

    @Override
    public int poll(int most, Sink into) throws IOException {
        return file.poll(most, message -> take(message, into));
    }

    private void take(byte[] record, Sink into) throws IOException {
        Wire wire = new Wire(WireBytes.of(record));
        while (wire.next(record.length)) {
            switch (wire.key()) {
                case WandbFields.Record.HISTORY -> history(wire, wire.end(record.length), into);
                case WandbFields.Record.CONFIG -> config(wire, wire.end(record.length), into);
                case WandbFields.Record.METRIC -> goal(wire, wire.end(record.length), into);
                case WandbFields.Record.RUN -> run(wire, wire.end(record.length), into);
                case WandbFields.Record.EXIT -> exit(wire, wire.end(record.length), into);
                // These are summaries, console output, files, the machine's figures and messages to the server.
                default -> wire.skip(record.length);
            }
        }
        if (wire.broken()) {
            unreadable++;
        }
    }

    private void history(Wire wire, long end, Sink into) throws IOException {
        FlatRecord record = new FlatRecord();
        long step = -1;
        while (wire.next(end)) {
            switch (wire.key()) {
                case WandbFields.History.ITEM -> Item.read(wire, wire.end(end)).addTo(record);
                case WandbFields.History.STEP -> step = step(wire, wire.end(end));
                default -> wire.skip(end);
            }
        }
        if (step >= 0 && record.indexOf(STEP) < 0) {
            record.number(STEP, step, Long.toString(step));
        }
        int field = record.indexOf(STEP);
        if (field >= 0 && record.isNumber(field) && NumberCell.isCount(record.number(field))) {
            lastStep = (long) record.number(field);
        }
        events.take(record.withoutMedia(), into);
    }

    /** A value with a name; the value is written as JSON. */
    private record Item(String name, String json) {
        static Item read(Wire wire, long end) throws IOException {
            List<String> keys = new ArrayList<>();
            String json = "";
            while (wire.next(end)) {
                switch (wire.key()) {
                    case WandbFields.Item.KEY, WandbFields.Item.NESTED_KEY -> keys.add(wire.text(end));
                    case WandbFields.Item.JSON -> json = wire.text(end);
                    default -> wire.skip(end);
                }
            }
            return new Item(String.join("/", keys), json);
        }

        void addTo(FlatRecord record) {
            if (FlatRecord.isNumber(json)) {
                record.number(name, FlatRecord.parse(json), json);
                return;
            }
            try (JsonReader in = JsonRecords.reader(new StringReader(json))) {
                if (in.peek() == JsonToken.BEGIN_ARRAY) {
                    record.other(name, json);
                } else {
                    JsonRecords.field(in, name, 0, record);
                }
            } catch (IOException | IllegalStateException | NumberFormatException e) {
                // A program may log values beside its numbers that are not JSON anybody can read.
            }
        }
    }

    private void config(Wire wire, long end, Sink into) throws IOException {
        FlatRecord settings = new FlatRecord();
        readConfig(wire, end, settings);
        describe(settings, into);
    }

    private static void readConfig(Wire wire, long end, FlatRecord into) throws IOException {
        while (wire.next(end)) {
            if (wire.key() == WandbFields.Config.UPDATE) {
                Item.read(wire, wire.end(end)).addTo(into);
            } else {
                wire.skip(end);
            }
        }
    }

    private void run(Wire wire, long end, Sink into) throws IOException {
        FlatRecord settings = new FlatRecord();
        while (wire.next(end)) {
            switch (wire.key()) {
                case WandbFields.Run.ID -> settings.text("run_id", wire.text(end));
                case WandbFields.Run.PROJECT -> settings.text("project", wire.text(end));
                case WandbFields.Run.CONFIG -> readConfig(wire, wire.end(end), settings);
                case WandbFields.Run.DISPLAY_NAME -> settings.text("display_name", wire.text(end));
                default -> wire.skip(end);
            }
        }
        describe(settings, into);
    }

    private void describe(FlatRecord settings, Sink into) {
        // Steps of this log count its records, not updates.
        events.describe(settings, false, null, into);
    }

    private void goal(Wire wire, long end, Sink into) throws IOException {
        String name = "";
        long goal = 0;
        while (wire.next(end)) {
            switch (wire.key()) {
                case WandbFields.Metric.NAME -> name = wire.text(end);
                case WandbFields.Metric.GOAL -> goal = wire.varint(end);
                default -> wire.skip(end);
            }
        }
        if (!name.isEmpty() && (goal == 1 || goal == 2)) {
            Goal.Better better = goal == 1 ? Goal.Better.LOWER : Goal.Better.HIGHER;
            events.describe(new FlatRecord(), false, new Goal(MetricNames.of(name), better), into);
        }
    }

    private void exit(Wire wire, long end, Sink into) throws IOException {
        int code = 0;
        boolean runGoesOn = false;
        while (wire.next(end)) {
            switch (wire.key()) {
                case WandbFields.Exit.CODE -> code = (int) wire.varint(end);
                // This field says that only one of several machines has ended.
                case WandbFields.Exit.RUN_GOES_ON -> runGoesOn = wire.varint(end) != 0;
                default -> wire.skip(end);
            }
        }
        if (runGoesOn) {
            return;
        }
        into.take(new TrainEvent.RunEnded(
                Times.UNKNOWN,
                code == 0 ? EndReason.COMPLETED : EndReason.FAILED,
                lastStep,
                null,
                code == 0 ? "" : "exit code " + code));
    }

    /** Reads the number of the step; 0 if it is not there, since protobuf leaves zeros out. */
    private static long step(Wire wire, long end) throws IOException {
        long step = 0;
        while (wire.next(end)) {
            if (wire.key() == WandbFields.Step.NUMBER) {
                step = wire.varint(end);
            } else {
                wire.skip(end);
            }
        }
        return step;
    }

    @Override
    public double share() {
        return file.size() == 0 ? 1 : Math.min(1, (double) file.place() / file.size());
    }

    @Override
    public long unreadable() {
        return unreadable + file.damaged();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
