package io.traindeck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.RunEnded;
import io.traindeck.testing.PythonLoop;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls in Python that {@code traindeck.py} cannot take as they are: they are said once and end no training. */
class PythonMistakesTest extends FollowsPythonLoop {
    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            textBlock =
                    """
                    traindeck.start(commands=None)                   # ''
                    traindeck.start(commands=("stop", "jump"))       # commands: a loop cannot obey jump, but pause, checkpoint
                    traindeck.start(rank="zero")                     # rank: zero is no whole number, so it is looked for
                    traindeck.start(goal=("acc", "max"))             # goal: give the name of a metric, or (NAME, "higher")
                    traindeck.init(name="loop", config="x.yaml")     # a config or summary is left out: give a dict
                    traindeck.init(name="loop").define_metric("a")   # wandb.run.define_metric does nothing here
                    traindeck.init(name="loop").id + "x"             # ''
                    traindeck.watch(traindeck.init(name="loop"))     # wandb.watch does nothing here
                    traindeck.init(name="loop").log({"i": traindeck.Image(1)}) # wandb.Image does nothing here
                    traindeck.init(name="loop").log({"i": traindeck.AlertLevel.WARN}) # wandb.AlertLevel does nothing here
                    traindeck.init(name="loop").config.update({"a": 1}, allow_val_change=True) # ''
                    traindeck.init(name="loop").tags + ("x",)        # ''
                    """)
    void areSaidAndEndNoTraining(String call, String said) throws Exception {
        loop = PythonLoop.of(
                dir,
                Map.of(),
                "loop",
                """
                import traindeck
                %1$s
                run = traindeck._current
                run.step(loss=1.0)
                assert not hasattr(traindeck, "strat")
                """
                        .formatted(call.strip()));
        assertThat(loop.exit()).as(loop.printed()).isZero();
        assertThat(loop.printed()).startsWith(said.isEmpty() ? "" : "traindeck: " + said);
        assertThat(loop.printed().lines().count()).isEqualTo(said.isEmpty() ? 0 : 1);
        assertThat(log.await(
                                Measured.class,
                                measured -> measured.values().names().size() > 0)
                        .values()
                        .get("loss"))
                .isEqualTo(1.0);
        assertThat(log.await(RunEnded.class).reason()).isEqualTo(EndReason.COMPLETED);
    }
}
