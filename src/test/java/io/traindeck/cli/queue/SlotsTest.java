package io.traindeck.cli.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SlotsTest {
    @Test
    void eachSlotHasGraphicsCardsOfItsOwn() {
        assertThat(Slots.ofGpus(2, List.of("0", "2", "GPU-7")).all())
                .containsExactly(
                        new Slot(Map.of("CUDA_VISIBLE_DEVICES", "0,GPU-7"), 0),
                        new Slot(Map.of("CUDA_VISIBLE_DEVICES", "2"), 0));
    }

    @Test
    void withoutCardsEachHasItsShareOfTheThreads() {
        assertThat(Slots.ofThreads(2, 3).all()).allMatch(slot -> slot.equals(new Slot(Map.of("OMP_NUM_THREADS", "3"), 3))).hasSize(2);
        assertThat(Slots.one().all()).containsExactly(new Slot(Map.of(), 0));
    }

    @Test
    void theCardsAreThoseThatASchedulerLeaves() {
        assertThat(VisibleCards.chosen("1, 3,GPU-8932f937,MIG-5c")).containsExactly("1", "3", "GPU-8932f937", "MIG-5c");
        assertThat(VisibleCards.chosen("")).isEmpty();
        assertThat(VisibleCards.chosen("-1")).isEmpty();
        assertThat(VisibleCards.chosen("0,-1,2")).as("as CUDA reads it").containsExactly("0");
    }
}
