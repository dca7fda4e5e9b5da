package io.traindeck.source;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.traindeck.event.Goal;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.source.wandb.Message;
import io.traindeck.source.wandb.WandbFile;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Follows the log of a run of Weights &amp; Biases: the history is its metrics, the configuration its facts. The numbers of
 * the fields are those of {@code wandb_internal.proto}.
 */
final class WandbRun implements EventSource {
    /** Weights &amp; Biases number the records of a run so. */
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
        return file.poll(most, message -> take(new Message(message), into));
    }

    private void take(Message record, Sink into) {
        while (record.next()) {
            switch (record.field()) {
                case 2 -> history(record.message(), into);
                case 5 -> config(record.message(), into);
                case 12 -> goal(record.message(), into);
                case 17 -> run(record.message(), into);
                case 18 -> exit(record.message(), into);
                // Summaries, console output, files, the machine's figures and messages to the server.
                default -> {}
            }
        }
        if (record.broken()) {
            unreadable++;
        }
    }

    private void history(Message history, Sink into) {
        FlatRecord record = new FlatRecord();
        long step = -1;
        while (history.next()) {
            if (history.field() == 1) {
                Item item = Item.of(history.message());
                item.readInto(record);
            } else if (history.field() == 2) {
                step = number(history.message(), 1);
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
        static Item of(Message item) {
            List<String> keys = new ArrayList<>();
            String json = "";
            while (item.next()) {
                switch (item.field()) {
                    case 1, 2 -> keys.add(item.text());
                    case 16 -> json = item.text();
                    default -> {}
                }
            }
            return new Item(String.join("/", keys), json);
        }

        void readInto(FlatRecord record) {
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
                // What a program logs beside numbers need not be JSON that anybody can read.
            }
        }
    }

    private void config(Message config, Sink into) {
        FlatRecord settings = new FlatRecord();
        readConfig(config, settings);
        describe(settings, into);
    }

    private static void readConfig(Message config, FlatRecord into) {
        while (config.next()) {
            if (config.field() == 1) {
                Item.of(config.message()).readInto(into);
            }
        }
    }

    private void run(Message run, Sink into) {
        FlatRecord settings = new FlatRecord();
        while (run.next()) {
            switch (run.field()) {
                case 1 -> settings.text("run_id", run.text());
                case 3 -> settings.text("project", run.text());
                case 4 -> readConfig(run.message(), settings);
                case 8 -> settings.text("display_name", run.text());
                default -> {}
            }
        }
        describe(settings, into);
    }

    private void describe(FlatRecord settings, Sink into) {
        // Steps of this log count its records, not updates.
        events.describe(settings, false, null, into);
    }

    private void goal(Message metric, Sink into) {
        String name = "";
        long goal = 0;
        while (metric.next()) {
            switch (metric.field()) {
                case 1 -> name = metric.text();
                case 8 -> goal = metric.number();
                default -> {}
            }
        }
        if (!name.isEmpty() && (goal == 1 || goal == 2)) {
            Goal.Better better = goal == 1 ? Goal.Better.LOWER : Goal.Better.HIGHER;
            events.describe(new FlatRecord(), false, new Goal(MetricNames.of(name), better), into);
        }
    }

    private void exit(Message exit, Sink into) {
        int code = 0;
        while (exit.next()) {
            if (exit.field() == 1) {
                code = (int) exit.number();
            } else if (exit.field() == 3 && exit.number() != 0) {
                // One of several machines has ended, and the run goes on.
                return;
            }
        }
        into.take(new TrainEvent.RunEnded(
                Times.UNKNOWN,
                code == 0 ? EndReason.COMPLETED : EndReason.FAILED,
                lastStep,
                null,
                code == 0 ? "" : "exit code " + code));
    }

    /** The whole number in that field, 0 if it is not there: protobuf leaves zeros out. */
    private static long number(Message message, int field) {
        long number = 0;
        while (message.next()) {
            number = message.field() == field ? message.number() : number;
        }
        return number;
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
