package io.traindeck.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.advice.LogAdvice;
import io.traindeck.dashboard.Nonsense;
import io.traindeck.dashboard.SampleRun;
import io.traindeck.dashboard.replay.ReplayStates;
import io.traindeck.event.Liveness;
import io.traindeck.event.OwnMetrics;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Checkpoint;
import io.traindeck.event.TrainEvent.CheckpointKind;
import io.traindeck.event.TrainEvent.CommandAnswered;
import io.traindeck.event.TrainEvent.CommandStatus;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.RunResumed;
import io.traindeck.event.TrainEvent.Warning;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RunStateTest {

    @Provide
    Arbitrary<List<TrainEvent>> nonsense() {
        return Nonsense.events();
    }

    @Property
    void noOrderOfEventsIsTooMuch(@ForAll("nonsense") List<TrainEvent> events) {
        RunState state = RunState.EMPTY.applyAll(events);
        assertThat(state.epoch()).isNotNull();
        assertThat(Status.of(state, Liveness.TRAINER, 5)).isNotNull();
        assertThat(Eta.seconds(state, 5)).isNotNull();
        assertThat(state.rows().list())
                .extracting(TrainEvent.Measured::step)
                .isSorted()
                .doesNotHaveDuplicates();
        for (String metric : state.metrics()) {
            assertRising(state.series(metric).curve());
            assertRising(state.rowSeries(metric).curve());
        }
    }

    private static void assertRising(Curve curve) {
        for (int i = 0; i < curve.size(); i++) {
            assertThat(curve.first(i)).isGreaterThan(i == 0 ? -1 : curve.last(i - 1));
            assertThat(curve.last(i)).isGreaterThanOrEqualTo(curve.first(i));
            assertThat(curve.finite(i) + curve.gaps(i)).isBetween(1, curve.width());
        }
    }

    @Property(tries = 200)
    void aLogReadAtOnceInPartsOrBySeekingGivesTheSameState(
            @ForAll("nonsense") List<TrainEvent> events, @ForAll Random random) {
        assertSameHoweverRead(events, random, 10);
    }

    private static void assertSameHoweverRead(List<TrainEvent> events, Random random, int seeks) {
        RunState atOnce = RunState.EMPTY.applyAll(events);
        int cut = random.nextInt(events.size() + 1);
        RunState first = RunState.EMPTY.applyAll(events.subList(0, cut));
        assertThat(first.applyAll(events.subList(cut, events.size()))).isEqualTo(atOnce);
        // Opening the past again, as a seek does, must not change what was made from it before.
        first.applyAll(
                List.of(OwnMetrics.step(1, 1_000_000, 1, 0, 0, 0, 0), OwnMetrics.step(1, 1_000_001, 1, 0, 0, 0, 0)));
        assertThat(first.applyAll(events.subList(cut, events.size()))).isEqualTo(atOnce);

        ReplayStates states =
                new ReplayStates((from, to, into) -> events.subList(from, to).forEach(into));
        LogAdvice advice = new LogAdvice();
        events.forEach(event -> states.add(advice.before(event), event));
        for (int i = 0; i < seeks; i++) {
            int count = random.nextInt(events.size() + 1);
            assertThat(states.at(count)).isEqualTo(AdvisedStatesTest.shown(events.subList(0, count)));
        }
        assertThat(states.at(events.size())).isEqualTo(AdvisedStatesTest.shown(events));
    }

    @Test
    void aLongRunReadBySeekingGivesTheSameState() {
        SampleRun run = new SampleRun(100, 2_000).epochsMore(40);
        run.add(new RunResumed(run.nowMs(), 61_000, 31, "checkpoints/step-00061000.safetensors"));
        assertThat(run.events.size()).isGreaterThan(ReplayStates.MOST_KEPT * 256);
        assertSameHoweverRead(run.events, new Random(7), 12);
    }

    @Test
    void epochsThatARepeatedOneReplaces() {
        RunState state =
                RunState.EMPTY.applyAll(List.of(epoch(1, 0.5, true), epoch(2, 0.6, true), epoch(2, 0.7, true)));
        assertThat(state.rowSeries("val_acc").curve().means()).containsExactly(0.5, 0.7);
        assertThat(state.best().values().get("val_acc")).isEqualTo(0.7);
    }

    @Test
    void aResumedRunForgetsLaterStepsAndEpochs() {
        SampleRun run = new SampleRun(10, 20).epochsMore(3).steps(5);
        RunState state = run.state().apply(new RunResumed(run.nowMs(), 50, 3, "checkpoints/step-00000050.safetensors"));
        assertThat(state.lastStep()).isEqualTo(50);
        assertThat(state.rows().list()).extracting(TrainEvent.Measured::epoch).containsExactly(1.0, 2.0);
        assertThat(state.rowSeries("val_loss").lastStep()).isEqualTo(40);
        assertThat(state.marks()).allMatch(mark -> mark.step() <= 50);
    }

    /** Whatever was dropped and however often: the curves are those of a run that never took the wrong turn. */
    @Property(tries = 100)
    void aRunResumedFromACheckpointHasTheCurvesOfOneThatWasNeverStopped(
            @ForAll @IntRange(min = 10, max = 6000) int stop,
            @ForAll @IntRange(min = 1, max = 700) int lost,
            @ForAll @IntRange(max = 200) int announcedLate,
            @ForAll @IntRange(min = 1, max = 3000) int more) {
        RunState state = RunState.EMPTY;
        RunState straight = RunState.EMPTY;
        for (int step = 1; step <= stop; step++) {
            state = state.apply(step(step));
            straight = straight.apply(step(step));
        }
        for (int step = stop + 1; step <= stop + lost + announcedLate; step++) {
            if (step == stop + announcedLate + 1) {
                state = state.apply(new Checkpoint(0, CheckpointKind.STEP, "f", stop, 1, 1, 0));
            }
            state = state.apply(OwnMetrics.step(0, step, 1, 99, 99, 99, 99));
        }
        state = state.apply(new RunResumed(0, stop, 1, "f"));
        assertThat(all(state)).isEqualTo(all(straight));
        for (int step = stop + 1; step <= stop + more; step++) {
            state = state.apply(step(step));
            straight = straight.apply(step(step));
        }
        assertThat(all(state)).isEqualTo(all(straight));
    }

    @Test
    void aRunResumedFromNoKnownCheckpointKeepsNothingDroppedAndLosesLessThanABucket() {
        RunState state = RunState.EMPTY;
        for (int step = 1; step <= 100_000; step++) {
            state = state.apply(OwnMetrics.step(0, step, 1, step > 50_001 ? 99 : 1, 1, 1, 1));
        }
        Curve curve =
                state.apply(new RunResumed(0, 50_001, 1, "f")).series("loss").curve();
        assertThat(curve.most()).isEqualTo(1);
        assertThat(points(curve)).isBetween(50_001 - 63, 50_001);
    }

    @Test
    void memoryIsBoundedWhateverTheLog() {
        RunState state = RunState.EMPTY;
        for (int i = 1; i <= 30_000; i++) {
            state = state.apply(new Warning(i, "code", "x".repeat(1000), i))
                    .apply(epoch(i, 0.5, false))
                    .apply(new CommandAnswered(i, "id" + i, "pause", CommandStatus.REFUSED, "y".repeat(1000)))
                    .apply(step(i))
                    .apply(new Checkpoint(i, CheckpointKind.STEP, "f", i, 1, 1, 1));
        }
        assertThat(state.journal().events()).hasSize(Journal.MOST_EVENTS);
        assertThat(state.journal().events())
                .filteredOn(e -> e instanceof Warning)
                .allMatch(e -> ((Warning) e).message().length() <= 400);
        assertThat(state.journal().answers()).hasSize(Journal.MOST_ANSWERS);
        assertThat(state.rows().list()).hasSizeBetween(Rows.WHOLE, 2 * Rows.WHOLE);
        assertThat(state.marks()).hasSize(Training.MOST_MARKS);
    }

    private static Measured step(int step) {
        return OwnMetrics.step(0, step, 1, Math.sin(step * 0.7), step % 13 == 0 ? Double.NaN : step, 1.0 / step, 300);
    }

    private static Measured epoch(int epoch, double valAcc, boolean best) {
        return OwnMetrics.epoch(
                0,
                epoch,
                epoch,
                new OwnMetrics.Scores(1, 1, 1, valAcc),
                1,
                new OwnMetrics.Norms(1, 1),
                1,
                best ? 0 : 1);
    }

    private static List<Series> all(RunState state) {
        return state.metrics().stream().map(state::series).toList();
    }

    private static int points(Curve curve) {
        int points = 0;
        for (int i = 0; i < curve.size(); i++) {
            points += curve.finite(i) + curve.gaps(i);
        }
        return points;
    }
}
