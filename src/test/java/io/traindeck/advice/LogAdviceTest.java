package io.traindeck.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Warning;
import io.traindeck.testing.OwnEvents;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LogAdviceTest {
    /** Returns the log as a trainer with an adviser would have written it. */
    private static List<TrainEvent> advised(List<TrainEvent> events) {
        List<TrainEvent> advised = new ArrayList<>();
        Adviser adviser = new Adviser();
        for (TrainEvent event : events) {
            advised.add(event);
            advised.addAll(adviser.take(event));
        }
        return advised;
    }

    /** Returns the log as it is shown. */
    private static List<TrainEvent> shown(List<TrainEvent> events) {
        LogAdvice advice = new LogAdvice();
        List<TrainEvent> shown = new ArrayList<>();
        for (TrainEvent event : events) {
            shown.addAll(advice.before(event));
            shown.add(event);
        }
        return shown;
    }

    private static List<TrainEvent> sickAndEnded() {
        List<TrainEvent> events = new ArrayList<>(AdviserTest.sick().events);
        events.add(OwnEvents.ended(0, TrainEvent.EndReason.FAILED, 1000, 1, 0.7, ""));
        return events;
    }

    @Test
    void anOldLogIsShownAsIfItsTrainerHadAdvised() {
        assertThat(shown(sickAndEnded())).isEqualTo(advised(sickAndEnded()));
    }

    @Test
    void whatTheLogSaysItselfIsNotSaidTwice() {
        List<TrainEvent> advised = advised(sickAndEnded());
        assertThat(shown(advised)).isEqualTo(advised);
    }

    @Property(tries = 30)
    void norWhereOtherWarningsStandBetween(@ForAll @IntRange(min = 1, max = 1000) int at) {
        List<TrainEvent> log = new ArrayList<>();
        for (TrainEvent event : advised(sickAndEnded())) {
            if (event instanceof Warning warning && warning.step() > at) {
                log.add(new Warning(0, "checkpoint_failed", "disk full", warning.step()));
            }
            log.add(event);
        }
        assertThat(shown(log)).isEqualTo(log);
    }

    @Test
    void aCodeThatALogUsesIsLeftToTheLog() {
        MadeUpRun run = new MadeUpRun(30, 391).steps(10).add(new Warning(0, "gradient_norm_high", "too high", 10));
        run.gradNorm(step -> 50).steps(100).loss(step -> Double.NaN).steps(2);
        assertThat(shown(run.events))
                .filteredOn(event -> event instanceof Warning)
                .extracting("code")
                .containsExactly("gradient_norm_high", "loss_not_finite");
    }
}
