package io.traindeck.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.Names;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.Measured.Kind;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class MomentsTest {
    private static final Names LOSS = Names.of("loss");

    private static Measured step(long step, long timeMs, double epoch) {
        return new Measured(timeMs, Kind.STEP, step, epoch, null, LOSS.with(1));
    }

    private static List<Long> steps(Moments moments) {
        return moments.list().stream().map(Moments.Moment::step).toList();
    }

    @Test
    void aLongRunIsKnownAtSomeHundredMomentsFromItsStartToItsEnd() {
        Moments moments = Moments.NONE;
        for (long step = 0; step <= 1_000_000; step++) {
            moments = moments.put(step(step, 1 + step, Double.NaN));
        }
        assertThat(moments.list()).hasSizeBetween(400, 1024);
        assertThat(steps(moments)).startsWith(0L).isSorted();
        assertThat(steps(moments).get(moments.list().size() - 1)).isGreaterThan(990_000);
    }

    @Test
    void whatGoesBackWithALaterTimeGoesOnFromThere() {
        Moments moments = Moments.NONE
                .put(step(1, 10, 1))
                .put(step(5, 50, 1))
                .put(step(9, 90, 2))
                .put(step(5, 200, 1));
        assertThat(steps(moments)).containsExactly(1L, 5L);
        assertThat(moments.list().get(1).timeMs()).isEqualTo(200);
    }

    @Test
    void anOlderPartOfTheLogChangesNothing() {
        Moments moments = Moments.NONE.put(step(1, 10, 1)).put(step(5, 50, 1));
        assertThat(moments.put(step(3, 30, 1))).isSameAs(moments);
        assertThat(moments.put(step(5, 60, 1))).isSameAs(moments);
    }

    @Test
    void aLogThatTellsNeitherTimesNorEpochsHasNone() {
        assertThat(Moments.NONE.put(step(7, 0, Double.NaN)).list()).isEmpty();
        assertThat(Moments.NONE.put(step(7, 0, 0.5)).list()).hasSize(1);
    }

    @Property
    void theirStepsRiseWhateverComes(
            @ForAll List<@LongRange(min = 0) Long> steps, @ForAll List<@LongRange(min = 0) Long> times) {
        Moments moments = Moments.NONE;
        for (int i = 0; i < Math.min(steps.size(), times.size()); i++) {
            moments = moments.put(step(steps.get(i), times.get(i), Double.NaN));
        }
        assertThat(steps(moments)).isSorted().doesNotHaveDuplicates();
    }
}
