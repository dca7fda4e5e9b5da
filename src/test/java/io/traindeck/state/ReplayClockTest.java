package io.traindeck.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.traindeck.dashboard.SampleRun;
import io.traindeck.event.OwnMetrics;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Measured;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ReplayClockTest {
    private final SampleRun run = new SampleRun(5, 40).epochsMore(5);
    private final ReplayClock start = ReplayClock.start(timeline(run.events), 1);

    private static Timeline timeline(List<? extends TrainEvent> events) {
        Timeline timeline = new Timeline();
        events.forEach(timeline::add);
        return timeline;
    }

    private long stepAt(ReplayClock clock) {
        return RunState.EMPTY.applyAll(run.events.subList(0, clock.events())).lastStep();
    }

    private int epochAt(ReplayClock clock) {
        RunState state = RunState.EMPTY.applyAll(run.events.subList(0, clock.events()));
        return state.epochsDone();
    }

    @Property(tries = 200)
    void playsInRecordedTimeTimesTheSpeed(
            @ForAll @DoubleRange(min = 0.2, max = 50) double speed, @ForAll @IntRange(min = 1, max = 5_000) int ms) {
        ReplayClock clock = start.withSpeed(speed).tick(ms);
        long until = SampleRun.START_MS + (long) (ms * speed);
        long due = run.events.stream().filter(event -> event.timeMs() <= until).count();
        assertThat(clock.events()).isEqualTo((int) due);
    }

    @Test
    void playsTheWholeRunInAMinuteByDefault() {
        ReplayClock clock = ReplayClock.start(start.timeline(), ReplayClock.defaultSpeed(start.timeline()));
        assertThat(start.timeline().lengthMs() / clock.speed()).isCloseTo(60_000, within(3_000.0));
        assertThat(clock.tick(61_000).isAtEnd()).isTrue();
        assertThat(clock.tick(61_000).playing()).isFalse();
        assertThat(ReplayClock.defaultSpeed(timeline(run.events.subList(0, 5)))).isEqualTo(1);
    }

    @Test
    void stepsAndEpochsGoBackAsWellAsForward() {
        ReplayClock middle = start.toEpoch(2);
        assertThat(epochAt(middle)).isEqualTo(2);
        assertThat(stepAt(middle)).isEqualTo(80);
        assertThat(stepAt(middle.nextStep())).isEqualTo(81);
        assertThat(stepAt(middle.nextStep().nextStep().previousStep())).isEqualTo(81);
        assertThat(stepAt(middle.previousStep())).isEqualTo(79);
        assertThat(epochAt(middle.nextRow())).isEqualTo(3);
        assertThat(epochAt(middle.previousRow())).isEqualTo(1);
        assertThat(epochAt(middle.nextStep().previousRow())).isEqualTo(2);
        assertThat(middle.previousRow().previousRow()).isEqualTo(start.toStart());
        assertThat(middle.toEnd().events()).isEqualTo(run.events.size());
        assertThat(middle.toEnd().nextStep().isAtEnd()).isTrue();
        assertThat(start.toStart().previousStep().events()).isEqualTo(1);
    }

    @Test
    void pauseStandsStillAndTheEndStartsOver() {
        ReplayClock paused = start.tick(3_000).playOrPause();
        assertThat(paused.tick(10_000)).isEqualTo(paused);
        assertThat(start.toEnd().playOrPause()).isEqualTo(start);
        assertThat(start.faster().faster().slower().speed()).isEqualTo(2);
    }

    @Test
    void aLongSilenceIsPlayedAsAMinuteAndTimeNeverGoesBack() {
        Measured first = OwnMetrics.step(1_000, 1, 1, 1, 1, 1, 1);
        Measured nextDay = OwnMetrics.step(90_000_000, 2, 1, 1, 1, 1, 1);
        Measured earlier = OwnMetrics.step(5_000, 3, 1, 1, 1, 1, 1);
        Measured never = OwnMetrics.step(Long.MIN_VALUE, 4, 1, 1, 1, 1, 1);
        assertThat(timeline(List.of(first, nextDay)).lengthMs()).isEqualTo(Timeline.LONGEST_SILENCE_MS);
        assertThat(timeline(List.of(first, nextDay, earlier, never)).lengthMs()).isEqualTo(Timeline.LONGEST_SILENCE_MS);
    }

    @Test
    void anEmptyLogIsAtItsEnd() {
        ReplayClock clock = ReplayClock.start(new Timeline(), 4)
                .tick(100)
                .nextStep()
                .previousRow()
                .toEpoch(3);
        assertThat(clock.isAtEnd()).isTrue();
        assertThat(clock.fraction()).isEqualTo(1);
    }
}
