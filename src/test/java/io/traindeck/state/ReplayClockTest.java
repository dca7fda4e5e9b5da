package io.traindeck.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.traindeck.dashboard.SampleRun;
import io.traindeck.dashboard.Screens;
import io.traindeck.dashboard.keys.Context;
import io.traindeck.dashboard.panel.Frame;
import io.traindeck.dashboard.panel.ViewState;
import io.traindeck.event.Names;
import io.traindeck.event.OwnMetrics;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Measured;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ReplayClockTest {
    private static final Names LOSS = Names.of("loss");

    private final SampleRun run = new SampleRun(5, 40).epochsMore(5);
    private final ReplayClock start = ReplayClock.start(timeline(run.events), 1);

    private static Timeline timeline(List<? extends TrainEvent> events) {
        Timeline timeline = new Timeline();
        events.forEach(timeline::add);
        return timeline;
    }

    @Test
    void theLastNumberIsOfAnEpochOrWithoutEpochsOfAStep() {
        assertThat(start.timeline().last()).isEqualTo(5);
        Measured step = new Measured(0, Measured.Kind.STEP, 120, Double.NaN, null, LOSS.with(1));
        assertThat(timeline(List.of(step)).last()).isEqualTo(120);
        assertThat(timeline(List.of()).last()).isZero();
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
        ReplayClock middle = start.toNumber(2);
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
                .toNumber(3);
        assertThat(clock.isAtEnd()).isTrue();
        assertThat(clock.fraction()).isEqualTo(1);
    }

    private static Measured line(Measured.Kind kind, long timeMs, long step) {
        return new Measured(timeMs, kind, step, Double.NaN, null, LOSS.with(1));
    }

    @Test
    void aLogWithoutTimesIsPlayedLineByLine() {
        List<Measured> lines = LongStream.rangeClosed(1, 20)
                .mapToObj(step -> line(Measured.Kind.STEP, 0, 50 * step))
                .toList();
        ReplayClock clock = ReplayClock.start(timeline(lines), 1);
        assertThat(clock.timeline().hasTimes()).isFalse();
        assertThat(clock.tick(5_000).events()).isEqualTo(6);
        assertThat(clock.tick(19_000).isAtEnd()).isTrue();
        assertThat(start.timeline().hasTimes()).isTrue();
    }

    @Test
    void validationsAreGoneToOneByOneAndAStepWhereNoEpochIs() {
        List<Measured> lines = new ArrayList<>();
        for (int step = 10; step <= 1000; step += 10) {
            lines.add(line(Measured.Kind.STEP, step, step));
            if (step % 250 == 0) {
                lines.add(line(Measured.Kind.VALIDATION, step, step));
            }
        }
        ReplayClock clock = ReplayClock.start(timeline(lines), 1);
        assertThat(lines.get(clock.nextRow().nextRow().events() - 1).step()).isEqualTo(500);
        assertThat(lines.get(clock.toEnd().previousRow().events() - 1).step()).isEqualTo(750);
        assertThat(lines.get(clock.toNumber(640).events() - 1)).isEqualTo(line(Measured.Kind.STEP, 640, 640));
        assertThat(lines.get(clock.toNumber(649).events() - 1).step()).isEqualTo(640);
        assertThat(clock.toNumber(5)).isEqualTo(clock.toStart());
        assertThat(lines.get(clock.toNumber(5_000_000_000L).events() - 1).step())
                .isEqualTo(1000);
    }

    @Property(tries = 200)
    void theLastLineUpToAStepIsFoundHoweverTheLogGoes(
            @ForAll @Size(min = 1, max = 200) List<@IntRange(min = -5, max = 5) Integer> further,
            @ForAll @IntRange(max = 400) int wanted) {
        StepNumbers numbers = new StepNumbers();
        List<Long> steps = new ArrayList<>();
        long step = 50;
        for (int by : further) {
            step = Math.max(0, step + by);
            steps.add(step);
            numbers.add(step);
        }
        int last = steps.size() - 1;
        while (last >= 0 && steps.get(last) > wanted) {
            last--;
        }
        assertThat(numbers.find(wanted)).isEqualTo(last);
    }

    @Test
    void goesOnAndBackBySecondsOfTheRecord() {
        ReplayClock middle = start.toNumber(2);
        double at = middle.positionMs();
        assertThat(middle.by(1_000).positionMs()).isEqualTo(at + 1_000);
        assertThat(stepAt(middle.by(1_000))).isGreaterThan(stepAt(middle));
        assertThat(stepAt(middle.by(1_000).by(-1_000))).isEqualTo(stepAt(middle));
        assertThat(start.by(-60_000).events()).isEqualTo(1);
        assertThat(start.by(1e12).isAtEnd()).isTrue();
        assertThat(start.by(1e12).playing()).isFalse();
    }

    @Test
    void whoGoesToAnEpochSeesThatEpoch() {
        ReplayClock third = start.toNumber(3);
        RunState state = RunState.EMPTY.applyAll(run.events.subList(0, third.events()));
        assertThat(state.rows().last().epoch()).isEqualTo(3);
        Frame live = Screens.frame(state, state.lastMs());
        Frame replay = new Frame(
                state, live.status(), ViewState.of(Context.REPLAY), live.folder(), live.nowMs(), live.zone(), third);
        assertThat(Screens.text(replay, 80, 24)).contains("epoch 3/5");
    }
}
