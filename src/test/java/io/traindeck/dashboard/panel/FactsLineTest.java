package io.traindeck.dashboard.panel;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.Description;
import io.traindeck.event.Plan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FactsLineTest {
    private static List<String> facts(String... namesAndValues) {
        Map<String, String> facts = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            facts.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return FactsLine.of(Description.of(Plan.UNKNOWN, facts));
    }

    @Test
    void theMostTellingComeFirstByWhateverName() {
        assertThat(facts(
                        "weight_decay", "0.1",
                        "seed", "1337",
                        "learning_rate", "6e-4",
                        "per_device_train_batch_size", "16",
                        "dataset", "openwebtext",
                        "model_name_or_path", "/models/gpt2/"))
                .containsExactly("gpt2", "openwebtext", "batch 16", "lr 6e-4", "seed 1337", "weight_decay 0.1");
    }

    @Test
    void whatSaysNothingOrIsSaidElsewhereIsLeftOut() {
        assertThat(facts("resume", "None", "amp", "false", "max_steps", "1000", "epoch", "2.5"))
                .isEmpty();
        assertThat(facts("train_loss", "0.289", "train_runtime", "20387.71", "total_flos", "2.380746355434848e+18"))
                .as("results, not settings")
                .isEmpty();
    }

    @Test
    void aNumberNeverStandsAlone() {
        assertThat(facts("model", "7", "gpus", "8")).containsExactly("model 7", "gpus 8");
    }

    @Test
    void aLongValueIsCutAndAStrangeOneMadeSafe() {
        assertThat(facts("model", "m".repeat(60)).get(0)).hasSize(24).endsWith("..");
        assertThat(facts("command", "python3 train.py --lr 1e-3 --epochs 90", "note", "n".repeat(60)))
                .containsExactly("command python3 train.py --lr ..");
        String cat = "\ud83d\ude3a";
        assertThat(facts("model", "m" + cat.repeat(20))).containsExactly("m" + cat.repeat(10) + " ..");
        assertThat(facts("data", "a\u001b[31mb")).containsExactly("a[31mb");
    }
}
