package io.traindeck.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.traindeck.advice.SchedulePlan;
import io.traindeck.event.Description;
import io.traindeck.event.Plan;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Learning rates when dials are turned on the way, against a second writing of the formula. */
class TurnedScheduleTest {
    private static final double RELATIVE = 1e-9;
    private static final int STEPS_PER_EPOCH = 7;
    private static final double WARMUP = 0.2;

    /** A turn of one dial after so many steps. */
    private record Turn(int step, boolean epochs, double value) {}

    /** Walks through the run step by step, and keeps in mind what share of its schedule's way it has gone. */
    private static double[] walked(Dials start, Turn[] turns) {
        boolean cosine = start.rate().schedule() == Dials.ScheduleKind.COSINE;
        int epochs = start.length().epochs();
        double maxLr = start.rate().maxLr();
        int curve = cosine ? epochs : epochs * STEPS_PER_EPOCH - 1;
        double share = 0;
        double stride = curve == 0 ? 0 : 1.0 / curve;
        double[] rates = new double[10_000];
        int step = 0;
        while (step < epochs * STEPS_PER_EPOCH) {
            for (Turn turn : turns) {
                if (turn.step == step && turn.epochs) {
                    epochs = (int) turn.value;
                    int left = cosine
                            ? epochs - Math.max(0, step - 1) / STEPS_PER_EPOCH
                            : epochs * STEPS_PER_EPOCH - 1 - Math.max(0, step - 1);
                    if (step == 0) {
                        curve = left;
                    }
                    stride = left <= 0 ? 0 : (1 - share) / left;
                } else if (turn.step == step) {
                    maxLr = turn.value;
                }
            }
            boolean forward = step > 0 && (!cosine || step % STEPS_PER_EPOCH == 0);
            share += forward ? stride : 0;
            rates[step] = maxLr * curve(start.rate().schedule(), share, curve, step);
            step++;
        }
        return java.util.Arrays.copyOf(rates, step);
    }

    private static double curve(Dials.ScheduleKind kind, double share, int curve, int step) {
        return switch (kind) {
            case ONECYCLE -> {
                double peak = (0.3 * (curve + 1) - 1) / curve;
                yield share <= peak
                        ? 1 / 25.0 + (1 - 1 / 25.0) * Math.pow(Math.sin(Math.PI / 2 * share / peak), 2)
                        : 4e-6 + (1 - 4e-6) * Math.pow(Math.cos(Math.PI / 2 * (share - peak) / (1 - peak)), 2);
            }
            case COSINE -> Math.pow(Math.cos(Math.PI / 2 * share), 2);
            case STEP -> Math.pow(10, -(double) (step / STEPS_PER_EPOCH / 10));
            case CONSTANT -> 1;
            case LINEAR -> {
                double place = share * curve;
                double rise = Math.ceil(WARMUP * (curve + 1));
                yield place < rise ? place / rise : (curve + 1 - place) / (curve + 1 - rise);
            }
        };
    }

    @Property(tries = 300)
    void ratesAreThoseOfTheSecondWritingInTrainerAndView(@ForAll long seed) {
        Random random = new Random(seed);
        Dials.ScheduleKind kind = Dials.ScheduleKind.values()[random.nextInt(Dials.ScheduleKind.values().length)];
        Dials start = dials(kind, 2 + random.nextInt(20));
        DialsInForce dials = inForce(start);
        Plan announced = new Plan(
                0, start.length().epochs(), STEPS_PER_EPOCH, 0, 0, start.rate().maxLr(), kind.toString());
        Map<String, String> facts = new LinkedHashMap<>(Map.of("recipe", "own", "train_images", "50000"));
        facts.putAll(start.extras().on());
        SchedulePlan plan = SchedulePlan.of(Description.of(announced, facts));
        int steps = start.length().epochs() * STEPS_PER_EPOCH;
        Turn[] turns = new Turn[random.nextInt(4)];
        double[] trained = new double[10_000];
        int step = 0;
        int[] places = random.ints(turns.length, 0, Math.max(1, steps - STEPS_PER_EPOCH))
                .sorted()
                .toArray();
        for (int i = 0; i < turns.length; i++) {
            boolean epochs = random.nextBoolean();
            double value =
                    epochs ? places[i] / STEPS_PER_EPOCH + 1 + random.nextInt(20) : 1e-3 * (1 + random.nextInt(9));
            turns[i] = new Turn(places[i], epochs, value);
        }
        for (int next = 0; step < dials.dials().length().epochs() * STEPS_PER_EPOCH; step++) {
            for (; next < turns.length && turns[next].step == step; next++) {
                dials = turned(dials, turns[next]);
                plan = plan.turned(
                        dials.dials().rate().maxLr(), dials.dials().length().epochs(), step);
            }
            trained[step] = dials.schedule().lr(step);
            dials = dials.afterStep();
        }
        double[] expected = walked(start, turns);
        assertThat(step).isEqualTo(expected.length);
        for (int i = 0; i < expected.length; i++) {
            double tolerance = RELATIVE * Math.max(expected[i], 1e-9);
            assertThat(trained[i]).as("%s step %d", kind, i).isCloseTo(expected[i], within(tolerance));
            assertThat(plan.rate(i + 1)).as("view, %s step %d", kind, i).isCloseTo(expected[i], within(tolerance));
        }
    }

    @Test
    void moreEpochsLeadTheRateToItsEndInEvenStridesAndNeverBackUp() {
        DialsInForce dials = turned(inForce(dials(Dials.ScheduleKind.ONECYCLE, 10)), new Turn(50, true, 20));
        double before =
                inForce(dials(Dials.ScheduleKind.ONECYCLE, 10)).schedule().lr(49);
        for (int step = 50; step < 20 * STEPS_PER_EPOCH; step++) {
            double lr = dials.schedule().lr(step);
            assertThat(lr).isLessThan(before);
            before = lr;
        }
        assertThat(before).isCloseTo(3e-3 / 25 / 1e4, within(1e-15));
    }

    @Test
    void aRunThatIsTrainedOnAfterItsEndKeepsItsLastRate() {
        DialsInForce dials = turned(inForce(dials(Dials.ScheduleKind.ONECYCLE, 10)), new Turn(70, true, 12));
        assertThat(dials.schedule().lr(70)).isEqualTo(3e-3 / 25 / 1e4);
        assertThat(dials.schedule().lr(83)).isEqualTo(3e-3 / 25 / 1e4);
    }

    @Test
    void epochsThatAreTurnedBeforeTheFirstStepAreAPlanLikeAnyOther() {
        DialsInForce dials = turned(inForce(dials(Dials.ScheduleKind.ONECYCLE, 10)), new Turn(0, true, 12));
        assertThat(dials.schedule()).isEqualTo(Schedule.of(dials(Dials.ScheduleKind.ONECYCLE, 12), STEPS_PER_EPOCH));
    }

    /** The log tells no turn then, so that a run that is told what the log tells must have the same rates. */
    @Test
    void epochsThatAreTurnedAwayAndBackLeaveTheRatesAsTheyWereToTheLastBit() {
        for (Dials.ScheduleKind kind : Dials.ScheduleKind.values()) {
            DialsInForce bent = turned(inForce(dials(kind, 10)), new Turn(11, true, 17));
            DialsInForce start = bent.afterStep();
            DialsInForce away = turned(start, new Turn(30, true, 23));
            DialsInForce read = inForce(dials(kind, 10)).fromMetadata(away.toMetadata());
            assertThat(read).isEqualTo(away);
            assertThat(read.beforeTurns()).isEqualTo(start);
            assertThat(turned(read, new Turn(30, true, 17))).isEqualTo(start);
            assertThat(turned(read, new Turn(30, true, 19))).isEqualTo(turned(start, new Turn(30, true, 19)));
        }
    }

    private static Dials dials(Dials.ScheduleKind kind, int epochs) {
        Dials base = TinyRun.dials(epochs, 0, 1);
        return base.with(new Dials.Rate(base.rate().maxLr(), kind)).with(Extras.OFF.withWarmup(WARMUP));
    }

    private static DialsInForce inForce(Dials dials) {
        Course course = Course.straight(Schedule.end(dials, STEPS_PER_EPOCH));
        return new DialsInForce(
                dials, 0, STEPS_PER_EPOCH, course, new java.util.EnumMap<>(io.traindeck.event.Dial.class), course);
    }

    private static DialsInForce turned(DialsInForce dials, Turn turn) {
        LoopState loop = new LoopState(
                turn.step,
                turn.step / STEPS_PER_EPOCH + 1,
                turn.step % STEPS_PER_EPOCH,
                LoopState.Sums.NOTHING,
                LoopState.Best.NONE);
        var dial = turn.epochs ? io.traindeck.event.Dial.EPOCHS : io.traindeck.event.Dial.MAX_LR;
        return dials.turned(dial, dial.text(turn.value), loop);
    }
}
