package io.traindeck.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.source.CounterNames.Role;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CounterNamesTest {
    @ParameterizedTest
    @CsvSource({
        "step,STEP",
        "Step,STEP",
        "' global step ',STEP",
        "trainer/global_step,STEP",
        "_step,STEP",
        "globalStep,STEP",
        "time/total_timesteps,STEP",
        "time/iterations,STEP",
        "training_iteration,STEP",
        "TotalEnvInteracts,STEP",
        "batch,BATCH",
        "batch_idx,BATCH",
        "epoch,EPOCH",
        "train/Epoch,EPOCH",
        "total/epochs,EPOCH",
        "Unnamed: 0,ROW",
        "'',ROW",
        "index,ROW",
        "timestamp,TIME",
        "_timestamp,TIME",
        "wall_time,TIME",
        "time,TIME",
        "Wall time,TIME",
        "loss,NONE",
        "val/loss,NONE",
        "acc_step,NONE",
        "steps_per_epoch,NONE",
        "max_steps,NONE",
        "total_steps,NONE",
        "sec/step,NONE",
        "time/epoch,NONE",
        "tokens/iter,NONE",
        "time_total_s,NONE",
        "samples,NONE"
    })
    void aNameTellsItsRole(String name, Role role) {
        assertThat(CounterNames.role(name)).isEqualTo(role);
        assertThat(CounterNames.rank(name) == Integer.MAX_VALUE).isEqualTo(role == Role.NONE);
    }

    @Test
    void ofSeveralCountersTheFirstOfTheTableCounts() {
        List<String> names = List.of("loss", "time/iterations", "time/total_timesteps", "episodes");
        assertThat(CounterNames.best(names, Role.STEP)).isEqualTo(2);
        assertThat(CounterNames.best(names, Role.EPOCH)).isEqualTo(-1);
    }
}
