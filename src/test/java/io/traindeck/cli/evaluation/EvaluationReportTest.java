package io.traindeck.cli.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.traindeck.run.RunTask;
import io.traindeck.train.ConfusionMatrix;
import io.traindeck.train.ModelEvaluator;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** A fixed evaluation as programs read it. */
class EvaluationReportTest {
    private static JsonObject json(Optional<EvaluationReport.Recorded> recorded) {
        EvaluationReport report = new EvaluationReport(
                new EvaluationReport.Weights(
                        Optional.of("a"), Path.of("best.safetensors"), Optional.of(7), Optional.empty()),
                new EvaluationReport.Images("two", List.of("cat", "dog")),
                new RunTask.Engine("cpu", 2),
                new ModelEvaluator.Result(
                        0.25, new ConfusionMatrix(new int[][] {{3, 1}, {0, 4}}), OptionalDouble.empty()),
                recorded);
        return JsonParser.parseString(report.toJson()).getAsJsonObject();
    }

    private static Optional<EvaluationReport.Recorded> recorded(String where, boolean sameImages) {
        return Optional.of(new EvaluationReport.Recorded(where, 0.875, Optional.empty(), Optional.empty(), sameImages));
    }

    @Test
    void tellsWhatTheRecordedFiguresAreWorth() {
        JsonObject same = json(recorded("log", true));
        assertThat(same.get("logged_in").getAsString()).isEqualTo("log");
        assertThat(same.get("same_images").getAsBoolean()).isTrue();

        JsonObject others = json(recorded("file", false));
        assertThat(others.get("logged_val_acc").getAsDouble()).isEqualTo(0.875);
        assertThat(others.get("logged_in").getAsString()).isEqualTo("file");
        assertThat(others.get("same_images").getAsBoolean()).isFalse();

        JsonObject none = json(Optional.empty());
        assertThat(none.get("logged_in").isJsonNull()).isTrue();
        assertThat(none.get("same_images").isJsonNull()).isTrue();
    }
}
