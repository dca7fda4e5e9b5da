package io.traindeck.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.dashboard.Nonsense;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Warning;
import io.traindeck.testing.OwnEpoch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AdviserTest {
    private static MadeUpRun run() {
        return new MadeUpRun(30, 391);
    }

    /** Makes a norm so high, and then so low, that the advice is raised and over. */
    private static void badSpell(MadeUpRun run) {
        run.gradNorm(step -> 50).steps(100).gradNorm(step -> 1).steps(100);
    }

    @Test
    void whatLastsIsSaidOnce() {
        assertThat(run().gradNorm(step -> 50).steps(2000).codes()).containsExactly("gradient_norm_high");
    }

    @Test
    void whatWaversAboutTheLimitIsSaidOnce() {
        MadeUpRun run = run().gradNorm(step -> step % 100 < 50 ? 50 : step % 10 < 4 ? 50 : 1);
        assertThat(run.steps(2000).codes()).containsExactly("gradient_norm_high");
    }

    @Test
    void whatComesBackIsSaidAgainButNotForEver() {
        MadeUpRun run = run();
        badSpell(run);
        assertThat(run.codes()).hasSize(1);
        badSpell(run);
        assertThat(run.codes()).hasSize(2);
        for (int i = 0; i < 5; i++) {
            badSpell(run);
        }
        assertThat(run.codes()).hasSize(Thresholds.MOST_PER_CODE).containsOnly("gradient_norm_high");
    }

    @Test
    void anotherRunInTheSameLogIsLookedAtAnew() {
        MadeUpRun run = run();
        for (int i = 0; i < 5; i++) {
            badSpell(run);
        }
        MadeUpRun second = run();
        badSpell(second);
        run.events.addAll(second.events);
        assertThat(run.codes()).hasSize(Thresholds.MOST_PER_CODE + 1);
    }

    @Test
    void aResumedRunForgetsTheStepsThatItDrops() {
        // 20 high steps, dropped, and 20 again: never 25 in the window.
        MadeUpRun run = run().steps(100).gradNorm(step -> 50).steps(20);
        run.resumed(100).steps(20).resumed(100).gradNorm(step -> 1).steps(100);
        assertThat(run.advice()).isEmpty();
        assertThat(run().steps(100).gradNorm(step -> 50).steps(40).codes()).isNotEmpty();
    }

    @Test
    void aResumedRunForgetsTheEpochsThatItDrops() {
        MadeUpRun run = run();
        for (double valAcc : new double[] {0.7, 0.6, 0.6, 0.6, 0.6, 0.6}) {
            run.epoch(1, 0.6, 1, valAcc);
        }
        MadeUpRun back = run().then(again -> again.events.addAll(run.events.subList(1, run.events.size())));
        back.resumed(391).epoch(0.9, 0.6, 0.9, 0.8).epoch(0.8, 0.6, 0.8, 0.85);
        assertThat(back.codes()).doesNotContain("patience_low");
        // The loss that did not fall from epoch 2 to 6 is raised, and was so before.
        assertThat(back.advice()).isEqualTo(run.advice());
    }

    @Test
    void aLowestLossThatIsDroppedIsNothingToDivergeFrom() {
        MadeUpRun run = run().steps(100).loss(step -> 0.1).steps(100);
        run.resumed(100).loss(step -> 2).steps(200);
        assertThat(run.advice()).isEmpty();
    }

    @Test
    void aWarningIsOfTheStepAndTimeThatShowsIt() {
        MadeUpRun run = run().steps(411).loss(step -> Double.NaN).steps(1);
        TrainEvent last = run.events.get(run.events.size() - 1);
        assertThat(run.advice()).singleElement().satisfies(warning -> {
            assertThat(warning.step()).isEqualTo(412);
            assertThat(warning.timeMs()).isEqualTo(last.timeMs());
        });
    }

    @Test
    void aLogOfEpochsAloneIsAdvisedToo() {
        MadeUpRun run = run().epoch(1, 0.6, Double.NaN, 0.4);
        run.events.removeIf(event -> !(OwnEpoch.is(event)));
        assertThat(run.advice()).extracting(Warning::step).containsExactly(391L);
    }

    /** Returns a run in which everything goes wrong, one thing after another. */
    static MadeUpRun sick() {
        MadeUpRun run = new MadeUpRun(12, 100);
        run.epoch(1.8, 0.3, 1.7, 0.7).gradNorm(step -> 50).epoch(1.8, 0.3, 1.8, 0.6);
        run.loss(step -> step / 10.0).epoch(1.8, 0.3, 2.0, 0.6).lr(step -> 0).epoch(1.8, 0.3, 2.2, 0.6);
        run.lr(step -> 1).imagesPerS(step -> 30).epoch(1.8, 0.3, 2.4, 0.6).epoch(1.8, 0.3, 2.6, 0.6);
        run.epoch(1.8, 0.3, 1.0, 0.6).epoch(1.8, 0.3, 1.0, 0.65).epoch(1.8, 0.3, 1.0, 0.6);
        return run.imagesPerS(step -> 320).loss(step -> Double.NaN).epoch(Double.NaN, 0, Double.NaN, 0);
    }

    @Test
    void everythingCanGoWrongInOneRun() {
        assertThat(sick().codes())
                .containsAll(List.of(
                        "loss_not_finite",
                        "loss_diverges",
                        "train_loss_stuck",
                        "gradient_norm_high",
                        "rate_zero",
                        "rate_off_schedule",
                        "gap_grows",
                        "patience_low",
                        "validation_better"));
    }

    @Property(tries = 100)
    void noOrderOfEventsIsTooMuch(
            @ForAll Random random, @ForAll @IntRange(max = 4) int resumptions, @ForAll @IntRange(max = 300) int swaps) {
        List<TrainEvent> events = new ArrayList<>(sick().events);
        for (int i = 0; i < swaps; i++) {
            Collections.swap(events, random.nextInt(events.size()), random.nextInt(events.size()));
        }
        for (int i = 0; i < resumptions; i++) {
            int from = random.nextInt(1000);
            events.add(random.nextInt(events.size()), new TrainEvent.RunResumed(0, from, from / 100 + 1, ""));
        }
        assertSensible(events);
    }

    @Provide
    Arbitrary<List<TrainEvent>> nonsense() {
        return Nonsense.events();
    }

    @Property
    void noNonsenseIsTooMuch(@ForAll("nonsense") List<TrainEvent> events) {
        assertSensible(events);
    }

    private static void assertSensible(List<TrainEvent> events) {
        List<Warning> first = advice(events);
        assertThat(advice(events)).isEqualTo(first);
        // What it said itself may stand in the log that it reads.
        List<TrainEvent> withAdvice = new ArrayList<>();
        Adviser adviser = new Adviser();
        for (TrainEvent event : events) {
            withAdvice.add(event);
            withAdvice.addAll(adviser.take(event));
        }
        assertThat(advice(withAdvice)).isEqualTo(first);
        // One line, which no view cuts.
        assertThat(first)
                .allSatisfy(warning ->
                        assertThat(warning.message()).doesNotContain("\n").hasSizeLessThan(300));
    }

    private static List<Warning> advice(List<TrainEvent> events) {
        Adviser adviser = new Adviser();
        return events.stream().flatMap(event -> adviser.take(event).stream()).toList();
    }
}
