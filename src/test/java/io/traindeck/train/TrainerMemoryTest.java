package io.traindeck.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.EventBus;
import io.traindeck.testing.OwnEpoch;
import io.traindeck.testing.OwnStep;
import io.traindeck.train.Dials.OptimizerKind;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrainerMemoryTest {
    private static final int EPOCHS = 20;

    @TempDir
    private Path folder;

    /** DJL gives each gradient, and each tensor that nobody closes, to a manager that lives as long as the run. */
    @Test
    void noStepValidationOrCheckpointLeavesATensorBehind() throws Exception {
        assertNothingIsLeftBehind(TinyRun.dials(EPOCHS, 0, 1));
    }

    @ParameterizedTest
    @EnumSource
    void norDoesOneWithAnyOptimizerAndTheExtras(OptimizerKind optimizer) throws Exception {
        assertNothingIsLeftBehind(TinyRun.dials(EPOCHS, 0, 1, optimizer));
    }

    private void assertNothingIsLeftBehind(Dials dials) throws Exception {
        TinyRun run = new TinyRun(folder).with(dials).checkpointEvery(4);
        IntStream.Builder counts = IntStream.builder();
        AtomicReference<Trainer> running = new AtomicReference<>();
        EventBus bus = new EventBus((subscriber, failure) -> {
            throw new AssertionError(failure);
        });
        bus.subscribe(event -> {
            // Those that the training thread publishes between two steps or batches.
            if (OwnStep.is(event) || OwnEpoch.is(event)) {
                counts.add(running.get().liveTensors());
            }
        });
        try (Trainer trainer = new Trainer(
                run.setup(Optional.empty()),
                TinyRun.torch(),
                bus,
                new ControlQueue(),
                () -> true,
                Clock.systemUTC(),
                PhaseTimer.NONE)) {
            running.set(trainer);
            int before = trainer.liveTensors();
            trainer.run();

            int[] live = counts.build().toArray();
            assertThat(live).hasSize(EPOCHS * (TinyRun.STEPS_PER_EPOCH + 1));
            assertThat(before).isPositive();
            assertThat(IntStream.of(live).boxed().collect(Collectors.toSet())).containsExactly(before);
        }
    }
}
