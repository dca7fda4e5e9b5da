package io.traindeck.cli.ablation;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.traindeck.cli.log.ExactJson;
import io.traindeck.cli.queue.OutcomeJson;
import io.traindeck.cli.queue.RunOutcome;
import io.traindeck.text.Spread;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The output of {@code ablate --json}. Accuracies and their differences are shares; what is not known is null. */
final class AblationJson {
    private static final String VAL_ACC = "val_acc";
    private static final String GAP = "gap";
    private static final String SECONDS = "seconds";

    private final Ablation ablation;
    private final List<AblationRow> rows;
    private final AblationKind kind;

    /** @param rows the rows of the ablation, one at least */
    AblationJson(Ablation ablation, List<AblationRow> rows) {
        this.ablation = ablation;
        this.rows = List.copyOf(rows);
        kind = AblationKind.of(ablation.plan());
    }

    /** Returns the output in ASCII. */
    String text() {
        JsonObject json = new JsonObject();
        json.addProperty("ablation", ablation.name());
        json.addProperty("kind", kind.name().toLowerCase(Locale.ROOT));
        JsonArray seeds = new JsonArray();
        ablation.seedValues().forEach(seeds::add);
        json.add("seeds", seeds);
        json.addProperty("best", best().map(row -> row.variant().label()).orElse(null));
        JsonArray parts = new JsonArray();
        for (int i = 0; i < rows.size(); i++) {
            parts.add(part(i));
        }
        json.add("parts", parts);
        return ExactJson.text(json);
    }

    /** Returns the row with the best mean; empty if none has a result. */
    private Optional<AblationRow> best() {
        return rows.stream().filter(row -> !row.results().isEmpty()).max(Comparator.comparingDouble(row -> Spread.of(
                        row.each(AblationRow::valAcc))
                .mean()));
    }

    private JsonObject part(int index) {
        AblationRow row = rows.get(index);
        JsonObject json = new JsonObject();
        json.addProperty("part", row.variant().label());
        addSpread(json, VAL_ACC, row.each(AblationRow::valAcc));
        for (int i = 0; i < kind.differences().size(); i++) {
            List<Double> differences = index == 0
                    ? List.of()
                    : row.differences(rows.get(kind.others(index).get(i)));
            addSpread(json, kind.differences().get(i).replace(' ', '_'), differences);
        }
        addSpread(json, GAP, row.each(RunOutcome::gap));
        addSpread(json, SECONDS, row.each(AblationRow::seconds));
        JsonArray runs = new JsonArray();
        for (int i = 0; i < row.outcomes().size(); i++) {
            runs.add(run(row.outcomes().get(i), ablation.firstSeed() + i));
        }
        json.add("runs", runs);
        return json;
    }

    private static JsonObject run(RunOutcome outcome, long seed) {
        JsonObject json = OutcomeJson.of(outcome);
        json.addProperty("seed", seed);
        boolean has = outcome.hasResult();
        json.add(VAL_ACC, has ? ExactJson.number(AblationRow.valAcc(outcome)) : JsonNull.INSTANCE);
        json.add("epoch", has ? ExactJson.finite(AblationRow.best(outcome).epoch()) : JsonNull.INSTANCE);
        json.add(GAP, has ? ExactJson.finite(outcome.gap()) : JsonNull.INSTANCE);
        return json;
    }

    private static void addSpread(JsonObject json, String name, List<Double> values) {
        Spread spread = values.isEmpty() ? new Spread(Double.NaN, Double.NaN) : Spread.of(values);
        json.add(name, ExactJson.finite(spread.mean()));
        json.add(name + "_deviation", ExactJson.finite(spread.deviation()));
    }
}
