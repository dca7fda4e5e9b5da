package io.traindeck.cli.log;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.traindeck.event.Names;
import io.traindeck.event.Plan;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.run.EventCodec;
import io.traindeck.source.NameIndex;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Writes points as the lines of {@code events.jsonl}, so that whatever reads our logs reads them. */
final class EventLinesWriter implements PointWriter {
    private static final int SCHEMA = 2;
    private static final Set<String> KEYS = Set.of("event", "time_ms", "step", "epoch", "best");
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    private final Writer out;
    private final ReadLog log;
    private final NameIndex names = new NameIndex();

    /** By the numbers of their names, each with the comma before it and the colon behind it. */
    private final List<String> keys = new ArrayList<>();

    private final StringBuilder line = new StringBuilder();
    private boolean begun;

    /** @param metrics the names of all metrics that come */
    EventLinesWriter(Writer out, ReadLog log, List<String> metrics) {
        this.out = out;
        this.log = log;
        names.of(Names.of(metrics));
        ExportNames.free(metrics, KEYS).forEach(name -> keys.add("," + GSON.toJson(name) + ":"));
    }

    @Override
    public void write(Measured m) throws IOException {
        if (!begun) {
            line.append(GSON.toJson(start(m.timeMs())));
            endLine();
            begun = true;
        }
        line.append("{\"event\":\"").append(m.kind().name().toLowerCase(Locale.ROOT));
        line.append("\",\"time_ms\":").append(m.timeMs()).append(",\"step\":").append(m.step());
        if (Double.isFinite(m.epoch())) {
            line.append(",\"epoch\":").append(ExactNumbers.text(m.epoch()));
        }
        if (m.best() != null) {
            line.append(",\"best\":").append(m.best());
        }
        int[] places = names.of(m.values().names());
        for (int i = 0; i < places.length; i++) {
            if (places[i] >= 0 && places[i] < keys.size()) {
                double value = m.values().at(i);
                String quote = Double.isFinite(value) ? "" : "\"";
                line.append(keys.get(places[i]))
                        .append(quote)
                        .append(ExactNumbers.text(value))
                        .append(quote);
            }
        }
        line.append('}');
        endLine();
    }

    private void endLine() throws IOException {
        out.append(line.append('\n'));
        line.setLength(0);
    }

    private JsonObject start(long timeMs) {
        JsonObject json = new JsonObject();
        json.addProperty("event", "run_started");
        json.addProperty("time_ms", timeMs);
        json.addProperty("schema", SCHEMA);
        json.addProperty("run", log.run().name());
        json.add("plan", plan(log.about().plan()));
        if (log.goal() != null) {
            json.add("goal", ShownJson.goal(log.goal()));
        }
        // Nobody is there to obey.
        json.add("commands", new JsonArray());
        json.add("facts", ShownJson.facts(log.about().facts()));
        return json;
    }

    private static JsonObject plan(Plan plan) {
        JsonObject json = new JsonObject();
        addIfKnown(json, "steps", plan.steps());
        addIfKnown(json, "epochs", plan.epochs());
        addIfKnown(json, "steps_per_epoch", plan.stepsPerEpoch());
        addIfKnown(json, "patience", plan.patience());
        addIfKnown(json, "clip", plan.clip());
        addIfKnown(json, "max_lr", plan.maxLr());
        if (!plan.schedule().isEmpty()) {
            json.addProperty("schedule", plan.schedule());
        }
        return json;
    }

    private static void addIfKnown(JsonObject json, String key, Number number) {
        if (number.doubleValue() != 0) {
            json.add(key, new JsonPrimitive(number));
        }
    }

    @Override
    public void finish() throws IOException {
        if (log.state().end() != null) {
            out.append(EventCodec.encode(log.state().end())).append('\n');
        }
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
