package io.traindeck.cli.evaluation;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.traindeck.run.RunTask;
import io.traindeck.train.ConfusionMatrix;
import io.traindeck.train.ModelEvaluator;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The findings of an evaluation, and the weights and images that it was made on.
 *
 * @param engine the engine that computed it
 * @param recorded the findings of the trainer's own validation of these weights
 */
record EvaluationReport(
        Weights weights,
        Images images,
        RunTask.Engine engine,
        ModelEvaluator.Result result,
        Optional<Recorded> recorded) {

    private static final Gson GSON =
            new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

    /**
     * The weights that were evaluated.
     *
     * @param run the name of the run that they belong to
     * @param epoch the epoch that trained them last
     * @param step the last step that trained them, if the file tells
     */
    record Weights(Optional<String> run, Path file, Optional<Integer> epoch, Optional<Integer> step) {}

    /**
     * The images that the network was tried on.
     *
     * @param data name of the data set
     * @param classes the names of the classes
     */
    record Images(String data, List<String> classes) {}

    /**
     * The findings of the trainer's validation.
     *
     * @param where the source: {@code log} or {@code file}
     * @param valLoss empty from a file, which does not tell it
     * @param valAccFlip the accuracy with mirror images; empty if it was not logged
     * @param sameImages false if this evaluation was told to take other images than the run's
     */
    record Recorded(
            String where, double valAcc, Optional<Double> valLoss, Optional<Double> valAccFlip, boolean sameImages) {}

    double valAcc() {
        return result.confusion().accuracy();
    }

    double valLoss() {
        return result.loss();
    }

    /** The accuracy with mirror images; empty unless it was asked for. */
    Optional<Double> valAccFlip() {
        OptionalDouble measured = result.flipAccuracy();
        return measured.isPresent() ? Optional.of(measured.getAsDouble()) : Optional.empty();
    }

    /**
     * The JSON object that {@code evaluate --json} prints. Numbers are exact; those that are not finite are written as
     * in the log.
     */
    String toJson() {
        ConfusionMatrix confusion = result.confusion();
        JsonObject json = new JsonObject();
        json.addProperty("run", weights.run().orElse(null));
        json.addProperty("file", weights.file().toAbsolutePath().normalize().toString());
        json.addProperty("epoch", weights.epoch().orElse(null));
        json.addProperty("step", weights.step().orElse(null));
        json.addProperty("data", images.data());
        json.addProperty("images", confusion.images());
        json.addProperty("device", engine.device());
        json.addProperty("threads", engine.threads());
        json.add("val_acc", number(valAcc()));
        json.add("val_loss", number(valLoss()));
        json.add("val_acc_flip", number(valAccFlip()));
        json.addProperty("logged_in", recorded.map(Recorded::where).orElse(null));
        json.addProperty("same_images", recorded.map(Recorded::sameImages).orElse(null));
        json.add("logged_val_acc", number(recorded.map(Recorded::valAcc)));
        json.add("logged_val_loss", number(recorded.flatMap(Recorded::valLoss)));
        json.add("logged_val_acc_flip", number(recorded.flatMap(Recorded::valAccFlip)));
        List<String> classes = images.classes();
        JsonArray names = new JsonArray();
        JsonArray accuracies = new JsonArray();
        JsonArray rows = new JsonArray();
        for (int truth = 0; truth < classes.size(); truth++) {
            names.add(classes.get(truth));
            accuracies.add(number(Optional.of(confusion.accuracy(truth)).filter(Double::isFinite)));
            JsonArray row = new JsonArray();
            for (int prediction = 0; prediction < classes.size(); prediction++) {
                row.add(confusion.count(truth, prediction));
            }
            rows.add(row);
        }
        json.add("classes", names);
        json.add("per_class_acc", accuracies);
        json.add("confusion", rows);
        return GSON.toJson(json);
    }

    private static JsonElement number(Optional<Double> value) {
        return value.map(EvaluationReport::number).orElse(JsonNull.INSTANCE);
    }

    private static JsonElement number(double value) {
        return Double.isFinite(value) ? new JsonPrimitive(value) : new JsonPrimitive(Double.toString(value));
    }
}
