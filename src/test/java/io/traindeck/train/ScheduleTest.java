package io.traindeck.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.traindeck.testing.Reference;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rates against those of {@code torch.optim.lr_scheduler}. */
class ScheduleTest {
    private static final double RELATIVE = 1e-9;

    /** The schedules of schedules.json by their names there; those per epoch with one step an epoch. */
    private static final Map<String, Schedule> SCHEDULES = Map.of(
            "onecycle(max_lr=3e-3,total_steps=20,pct_start=0.3)", new Schedule.OneCycle(3e-3, 20, 0.3),
            "onecycle(max_lr=3e-3,epochs=3,steps_per_epoch=391,pct_start=0.3)",
                    new Schedule.OneCycle(3e-3, 3 * 391, 0.3),
            "onecycle(max_lr=1e-2,total_steps=7,pct_start=0.5)", new Schedule.OneCycle(1e-2, 7, 0.5),
            "cosine(lr=3e-3,t_max=30,eta_min=0)", new Schedule.Cosine(3e-3, 0, 30, 1),
            "cosine(lr=3e-3,t_max=5,eta_min=1e-5)", new Schedule.Cosine(3e-3, 1e-5, 5, 1),
            "step(lr=3e-3,step_size=10,gamma=0.1)", new Schedule.StepDecay(3e-3, 10, 0.1, 1),
            "linear(lr=3e-3,total_steps=20,warmup=0.23)", new Schedule.Linear(3e-3, 20, 0.23),
            "linear(lr=3e-3,total_steps=7,warmup=0)", new Schedule.Linear(3e-3, 7, 0));

    @Test
    void everyScheduleEqualsPyTorch() throws IOException {
        try (Reader reader = Files.newBufferedReader(Reference.file("schedules.json"))) {
            check(JsonParser.parseReader(reader).getAsJsonObject());
        }
    }

    @Test
    void everyScheduleEqualsPyTorchInTheSmallForm() throws IOException {
        try (Reader reader = new InputStreamReader(
                ScheduleTest.class.getResourceAsStream("/parity/schedules.json"), StandardCharsets.UTF_8)) {
            check(JsonParser.parseReader(reader).getAsJsonObject());
        }
    }

    private static void check(JsonObject reference) {
        assertThat(reference.keySet()).isNotEmpty().allMatch(SCHEDULES::containsKey);
        for (String name : reference.keySet()) {
            JsonArray rates = reference.getAsJsonArray(name);
            for (int step = 0; step < rates.size(); step++) {
                double expected = rates.get(step).getAsDouble();
                assertThat(SCHEDULES.get(name).lr(step))
                        .as("%s, step %d", name, step)
                        .isCloseTo(expected, within(RELATIVE * Math.abs(expected)));
            }
        }
    }

    @Test
    void oneCycleMovesBeta1AgainstTheRate() {
        Schedule schedule = new Schedule.OneCycle(3e-3, 20, 0.3);
        assertThat(schedule.beta1(0)).isEqualTo(0.95);
        assertThat(schedule.beta1(5)).isEqualTo(0.85);
        assertThat(schedule.beta1(19)).isCloseTo(0.95, within(1e-12));
    }

    @Test
    void epochSchedulesKeepTheirRateWithinAnEpoch() {
        Schedule schedule = new Schedule.Cosine(3e-3, 0, 30, 391);
        assertThat(schedule.lr(390)).isEqualTo(schedule.lr(0));
        assertThat(schedule.lr(391)).isLessThan(schedule.lr(390));
    }

    /** The lesson prints the rate after its last step: PyTorch's cosine, one step past its end, has turned up a little. */
    @Test
    void theRateAfterTheLastStepIsPyTorchs() {
        assertThat(new Schedule.OneCycle(3e-3, 3910, 0.3).lr(3910)).isCloseTo(1.2988119862109522e-08, within(1e-17));
    }
}
