package io.traindeck.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.Description;
import io.traindeck.event.Goal;
import io.traindeck.event.Names;
import io.traindeck.event.Plan;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Described;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.Measured.Kind;
import io.traindeck.event.Values;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Logs of metrics by name that no trainer would write. */
class OthersNonsenseTest {
    @Provide
    Arbitrary<List<TrainEvent>> nonsense() {
        Arbitrary<String> names = Arbitraries.oneOf(
                Arbitraries.of("loss", "val_loss", "acc", "val_acc", "lr", "lr/pg1", "grad_norm", "it/s", "bad_epochs"),
                Arbitraries.of("Loss_G", "Loss_D", "reward", "val/wer", "train/box_loss", "val/box_loss", "best_acc"),
                Arbitraries.of("val_loss/" + "x".repeat(500), "val_acc\u001b[31m\n\u202e", ""));
        Arbitrary<Double> numbers = Arbitraries.oneOf(
                Arbitraries.doubles().between(-10, 10),
                Arbitraries.of(Double.NaN, Double.POSITIVE_INFINITY, Double.MAX_VALUE, 0.0, 0.0));
        Arbitrary<Values> values = names.list().uniqueElements().ofMaxSize(6).flatMap(list -> numbers.array(
                        double[].class)
                .ofSize(list.size())
                .map(Names.of(list)::with));
        Arbitrary<TrainEvent> measured = Combinators.combine(
                        Arbitraries.longs().between(0, 1000),
                        Arbitraries.of(Kind.class),
                        Arbitraries.oneOf(Arbitraries.longs().between(0, 300), Arbitraries.of(-1L, Long.MAX_VALUE)),
                        Arbitraries.of(Double.NaN, 0.5, 1.0, 2.0, -1.0),
                        Arbitraries.of(true, false).injectNull(0.7),
                        values)
                .as(Measured::new);
        Arbitrary<TrainEvent> described = Arbitraries.of(
                        new Plan(100, 3, 10, 2, 1, 1e-3, "cosine"),
                        new Plan(-1, -1, -1, -1, -1, -1, "onecycle"),
                        Plan.UNKNOWN)
                .map(plan -> new Described(
                        0,
                        new Description(
                                plan,
                                new Goal("val_loss", Goal.Better.LOWER),
                                Set.of(),
                                Map.of("classes", "ten", "recipe", "", "train_images", "1"))));
        return Arbitraries.frequencyOf(Tuple.of(20, measured), Tuple.of(1, described))
                .list()
                .ofMaxSize(200);
    }

    @Property(tries = 500)
    void noNonsenseIsTooMuch(@ForAll("nonsense") List<TrainEvent> events) {
        OthersLog log = new OthersLog();
        log.events.addAll(events);

        assertThat(log.advice()).isEqualTo(log.advice()).allSatisfy(warning -> assertThat(warning.message())
                .doesNotContainPattern("\\p{Cntrl}")
                .hasSizeLessThan(300));
    }
}
