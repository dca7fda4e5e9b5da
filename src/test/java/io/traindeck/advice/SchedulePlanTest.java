package io.traindeck.advice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.traindeck.event.Description;
import io.traindeck.event.Plan;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SchedulePlanTest {
    /** PyTorch 1.13: OneCycleLR(max_lr=3e-3, total_steps=20, pct_start=0.3), rates of the 20 steps. */
    private static final double[] ONE_CYCLE = {
        0.00011999999999999988, 0.0003950155281000757, 0.0011150155281000756, 0.002004984471899924,
        0.0027249844718999243, 0.003, 0.002962392018705262, 0.002851453896040421,
        0.00267274853271315, 0.0024352369618492894, 0.0021508290053739026, 0.0018337860658088677,
        0.001500006, 0.0011662259341911321, 0.0008491829946260975, 0.0005647750381507109,
        0.0003272634672868501, 0.00014855810395957884, 3.761998129473766e-05, 1.2e-08
    };

    @Test
    void oneCycleIsPyTorchs() {
        SchedulePlan plan = new SchedulePlan("onecycle", 3e-3, 4, 5);
        for (int step = 1; step <= 20; step++) {
            assertThat(plan.rate(step)).isCloseTo(ONE_CYCLE[step - 1], within(1e-9 * 3e-3));
        }
        assertThat(plan.rate(1_000)).isEqualTo(plan.rate(20));
    }

    @Test
    void cosineAndStairsGoByEpochs() {
        SchedulePlan cosine = new SchedulePlan("cosine", 3e-3, 30, 10);
        assertThat(cosine.rate(10)).isEqualTo(3e-3);
        assertThat(cosine.rate(151)).isCloseTo(1.5e-3, within(1e-12));
        SchedulePlan stairs = new SchedulePlan("step", 3e-3, 30, 10);
        assertThat(stairs.rate(100)).isEqualTo(3e-3);
        assertThat(stairs.rate(101)).isCloseTo(3e-4, within(1e-12));
        assertThat(stairs.rate(300)).isCloseTo(3e-5, within(1e-12));
        assertThat(new SchedulePlan("constant", 1e-3, 3, 3).rate(7)).isEqualTo(1e-3);
    }

    /** A program of others may mean anything by the word. */
    @Test
    void onlyOurOwnTrainersLinearScheduleIsKnown() {
        Plan plan = new Plan(100, 1, 100, 0, 0, 1e-3, "linear");
        assertThat(SchedulePlan.of(Description.of(plan, Map.of())).isKnown()).isFalse();
        Map<String, String> own = Map.of("recipe", "fast", "train_images", "100", "warmup", "0.1");
        assertThat(SchedulePlan.of(Description.of(plan, own)).rate(11)).isEqualTo(1e-3);
    }

    @Test
    void theShortestRunHasAPlan() {
        assertThat(new SchedulePlan("onecycle", 3e-3, 1, 1).rate(1)).isFinite();
        assertThat(SchedulePlan.of(MadeUpRun.started(-1, Integer.MIN_VALUE, 0, 0, "onecycle", "cpu")
                                .about()
                                .plan())
                        .rate(1))
                .isFinite();
    }
}
