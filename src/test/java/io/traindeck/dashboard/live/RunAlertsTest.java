package io.traindeck.dashboard.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.dashboard.page.Alert;
import io.traindeck.event.Liveness;
import io.traindeck.event.OwnMetrics;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.event.TrainEvent.RunEnded;
import io.traindeck.event.TrainEvent.Warning;
import io.traindeck.run.RunFolder;
import io.traindeck.source.LoggedRun;
import io.traindeck.state.RunState;
import io.traindeck.testing.OwnEvents;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A person who looks elsewhere is told what is new in a run, and each thing once. */
class RunAlertsTest {
    private static final long NOW = 10_000;
    private static final long HOUR = 3_600_000;

    private final LoggedRun run = LoggedRun.of(new RunFolder(Path.of("runs/one")));
    private final RunAlerts alerts = new RunAlerts(run);
    private RunState state = RunState.EMPTY;

    private RunAlertsTest after(TrainEvent... events) {
        for (TrainEvent event : events) {
            state = state.apply(event);
        }
        return this;
    }

    private List<Alert> look(Liveness liveness, long nowMs) {
        return look(liveness, nowMs, 1);
    }

    private List<Alert> look(Liveness liveness, long nowMs, double share) {
        Observed.Reading reading = new Observed.Reading("", share, 0, "", 0);
        return alerts.of(
                new Observed(state, liveness, Observed.Trainer.UNKNOWN, reading, Observed.Kept.UNKNOWN, 0), nowMs);
    }

    private List<Alert> look() {
        return look(Liveness.TRAINER, NOW);
    }

    private Alert alert(Alert.Kind kind, String text) {
        return new Alert(run.path(), kind, "one", text);
    }

    private static TrainEvent step(int step) {
        return OwnMetrics.step(NOW + step, step, 1, 0.5, 0.1, 1, 100);
    }

    private static Warning warning(String message) {
        return new Warning(NOW, "code", message, 1);
    }

    @Test
    void whatIsInTheLogWhenItIsOpenedIsNoNews() {
        after(step(1), warning("an old one"));
        assertThat(look(Liveness.TRAINER, NOW, 0.5)).isEmpty();
        after(new RunEnded(NOW, EndReason.FAILED, 1, null, "long ago"));
        assertThat(look()).isEmpty();
        assertThat(look()).isEmpty();
    }

    @Test
    void adviceIsToldOnceAndOfMuchOfItTheNewest() {
        after(step(1), warning("an old one")).look();
        assertThat(after(warning("it diverges")).look()).containsExactly(alert(Alert.Kind.ADVICE, "it diverges"));
        assertThat(after(step(2)).look()).isEmpty();
        assertThat(after(warning("a"), step(3), warning("b"), warning("c")).look())
                .containsExactly(alert(Alert.Kind.ADVICE, "c (the newest of 3)"));
    }

    @ParameterizedTest
    @CsvSource({
        "COMPLETED, ENDED",
        "EARLY_STOP, ENDED",
        "STOPPED, ENDED",
        "PARKED, ENDED",
        "TERMINATED, ENDED",
        "FAILED, FAILED"
    })
    void anEndIsToldOnce(EndReason reason, Alert.Kind kind) {
        after(step(1)).look();
        after(new RunEnded(NOW, reason, 1, null, "so it ended"));
        assertThat(look()).containsExactly(alert(kind, "so it ended"));
        assertThat(look(Liveness.NO_TRAINER, NOW)).isEmpty();
    }

    @Test
    void aTrainerThatDiesIsTold() {
        after(OwnEvents.started(NOW, "one", 5), step(1)).look();
        assertThat(look(Liveness.NO_TRAINER, NOW))
                .containsExactly(alert(Alert.Kind.FAILED, "the trainer died without a word"));
    }

    @Test
    void ofAProgramWithoutItsSupervisorOnlyThatIsToldWhichIsKnown() {
        after(step(1)).look();
        assertThat(look(Liveness.NO_TRAINER, NOW))
                .containsExactly(
                        alert(Alert.Kind.FAILED, "nobody has told of its end: it was killed, or its supervisor was"));
    }

    @Test
    void aStallIsToldAgainOnlyIfTheRunWentOnInBetween() {
        after(step(1), step(2)).look();
        assertThat(look(Liveness.TRAINER, NOW + HOUR))
                .containsExactly(alert(Alert.Kind.STALLED, "nothing new for 1h00m"));
        assertThat(look(Liveness.TRAINER, NOW + HOUR + 1)).isEmpty();
        after(OwnMetrics.step(NOW + HOUR + 2, 3, 1, 0.5, 0.1, 1, 100));
        assertThat(look(Liveness.TRAINER, NOW + HOUR + 2)).isEmpty();
        assertThat(look(Liveness.TRAINER, NOW + 1000 * HOUR)).hasSize(1);
    }

    @Test
    void aLogThatWasReplacedBringsNoOldNewsBack() {
        after(step(1), warning("first")).look();
        state = RunState.EMPTY;
        assertThat(after(step(1), warning("of another log")).look()).isEmpty();
    }
}
