package io.traindeck.dashboard;

import io.traindeck.event.Description;
import io.traindeck.event.Goal;
import io.traindeck.event.Names;
import io.traindeck.event.OwnMetrics;
import io.traindeck.event.Plan;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Checkpoint;
import io.traindeck.event.TrainEvent.CheckpointKind;
import io.traindeck.event.TrainEvent.CommandAnswered;
import io.traindeck.event.TrainEvent.CommandStatus;
import io.traindeck.event.TrainEvent.Described;
import io.traindeck.event.TrainEvent.DialTurned;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.event.TrainEvent.Gpu;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.Paused;
import io.traindeck.event.TrainEvent.RunResumed;
import io.traindeck.event.TrainEvent.SystemUsage;
import io.traindeck.event.TrainEvent.Unpaused;
import io.traindeck.event.TrainEvent.Validating;
import io.traindeck.event.TrainEvent.Warning;
import io.traindeck.testing.OwnEvents;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Logs that no trainer would write. */
public final class Nonsense {
    /** An escape sequence, a tab, an end of line, a wide and a combining character, a pair of surrogates. */
    public static final String TEXT = "\u001b[31mred\t\n\u6f22e\u0301\ud83d\ude00\u202e\u009b end";

    /** The names that a stranger may give its metrics. */
    private static final List<Names> NAMES = List.of(
            Names.of("", " ", "/", "train/", "train/val/test", "loss"),
            Names.of("val_loss", "loss", TEXT, "reward " + TEXT),
            Names.of("val/accuracy", "train/accuracy", "lr", "grad_norm", "tokens/s", "seconds", "step"),
            Names.of("x".repeat(200) + "/loss", "y" + "/z".repeat(150) + "_acc", "grad_norm/" + "k".repeat(250)));

    private Nonsense() {}

    /** Returns events in no sensible order, with no sensible values, by a recipe that shrinks: kind, number, value. */
    public static Arbitrary<List<TrainEvent>> events() {
        Arbitrary<Integer> numbers = Arbitraries.oneOf(
                Arbitraries.integers().between(-2, 40), Arbitraries.of(Integer.MIN_VALUE, Integer.MAX_VALUE, 5000));
        Arbitrary<Double> values = Arbitraries.oneOf(
                Arbitraries.doubles().between(-10, 10),
                Arbitraries.of(Double.NaN, Double.POSITIVE_INFINITY, -Double.MAX_VALUE, Double.MAX_VALUE));
        Arbitrary<Long> times = Arbitraries.oneOf(
                Arbitraries.longs().between(0, 1_000_000), Arbitraries.of(Long.MIN_VALUE, Long.MAX_VALUE, -1L));
        return Combinators.combine(Arbitraries.integers().between(0, 15), numbers, numbers, values, times)
                .as(Nonsense::event)
                .list()
                .ofMaxSize(150);
    }

    private static Goal goal(int n) {
        return n % 2 == 0 ? null : new Goal("reward " + TEXT, n % 3 == 0 ? null : Goal.Better.HIGHER);
    }

    private static TrainEvent event(int kind, int n, int m, double v, long t) {
        return switch (kind) {
            case 0 -> SampleRun.started(TEXT, n, m, v);
            case 1 -> OwnMetrics.step(t, n, m, v, v, v, v);
            case 2 -> new Validating(t, n);
            case 3 ->
                OwnMetrics.epoch(
                        t,
                        n,
                        m,
                        new OwnMetrics.Scores(v, v, v, v),
                        v,
                        new OwnMetrics.Norms(v, v),
                        v,
                        n % 2 == 0 ? 0 : m);
            case 4 -> new Checkpoint(t, n % 3 == 0 ? null : CheckpointKind.STEP, null, n, m, m, v);
            case 5 -> new CommandAnswered(t, "id" + n, TEXT, n % 3 == 0 ? null : CommandStatus.DONE, null);
            case 6 -> new Paused(t, n);
            case 7 -> new Unpaused(t, n);
            case 8 -> new RunResumed(t, n, m, null);
            case 9 -> new SystemUsage(t, v, v, n % 2 == 0 ? null : List.of(new Gpu(TEXT, v, v, v, v, v)));
            case 10 -> new Warning(t, null, n % 2 == 0 ? null : TEXT, n);
            case 11 -> new Described(t, new Description(Plan.of(m, n, n), goal(n), Set.of(TEXT), Map.of(TEXT, TEXT)));
            case 14 -> new DialTurned(t, n, n % 2 == 0 ? "epochs" : TEXT, m % 2 == 0 ? null : "1", String.valueOf(v));
            case 12, 13 -> {
                Names names = NAMES.get(Math.floorMod(m, NAMES.size()));
                double[] numbers = new double[names.size()];
                for (int i = 0; i < numbers.length; i++) {
                    numbers[i] = i % 3 == 2 ? Double.NaN : v * (i + 1);
                }
                Measured.Kind as = Measured.Kind.values()[Math.floorMod(n, 3)];
                long step = n == Integer.MAX_VALUE ? Long.MAX_VALUE : n;
                yield new Measured(t, as, step, m % 2 == 0 ? v : Double.NaN, null, names.with(numbers));
            }
            default -> OwnEvents.ended(t, n % 2 == 0 ? null : EndReason.FAILED, n, m, v, null);
        };
    }
}
