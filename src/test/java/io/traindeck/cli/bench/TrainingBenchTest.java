package io.traindeck.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.traindeck.model.Precision;
import io.traindeck.model.Torch;
import io.traindeck.train.Dials;
import io.traindeck.train.Recipe;
import io.traindeck.train.StepBenchmark;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainingBenchTest {
    private static String printed(boolean json) throws Exception {
        Dials dials = Recipe.FAST.dials(42);
        dials = dials.with(dials.extras().with(Precision.BF16));
        TrainingBench bench =
                new TrainingBench(Path.of("nowhere"), Torch.load("cpu", 1), "fast", dials, 1, () -> false);
        StringWriter out = new StringWriter();
        bench.print(new StepBenchmark.Figures(100, 99, 0.01, 0.001, 5, 10, Map.of()), json, new PrintWriter(out));
        return out.toString();
    }

    @Test
    void saysWhatWasMeasured() throws Exception {
        JsonObject json = JsonParser.parseString(printed(true)).getAsJsonObject();
        assertThat(json.get("recipe").getAsString()).isEqualTo("fast");
        assertThat(json.get("precision").getAsString()).isEqualTo("bf16");
        assertThat(printed(false)).startsWith("fast in bf16 on cpu, 1 threads, batch ");
    }
}
