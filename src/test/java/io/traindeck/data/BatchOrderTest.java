package io.traindeck.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BatchOrderTest {
    @Property(tries = 200)
    void everyEpochVisitsEveryImageOnce(
            @ForAll long seed, @ForAll @IntRange int epoch, @ForAll @IntRange(min = 1, max = 2_000) int size) {
        int[] indices = TestImages.order(seed, true).indices(epoch, size);

        Arrays.sort(indices);
        assertThat(indices).isEqualTo(IntStream.range(0, size).toArray());
    }

    @Property(tries = 200)
    void orderAndAugmentationDependOnNothingButSeedEpochAndIndex(
            @ForAll long seed, @ForAll @IntRange int epoch, @ForAll @IntRange int index) {
        BatchOrder used = TestImages.order(seed, true);
        used.indices(3, 100);
        used.augmentation(3, 7);
        BatchOrder fresh = TestImages.order(seed, true);

        assertThat(used.indices(epoch, 100)).isEqualTo(fresh.indices(epoch, 100));
        assertThat(used.augmentation(epoch, index)).isEqualTo(fresh.augmentation(epoch, index));
    }

    @Test
    void anotherSeedOrEpochGivesAnotherOrderAndOtherAugmentations() {
        BatchOrder order = TestImages.order(42, true);
        BatchOrder otherSeed = TestImages.order(43, true);

        assertThat(order.indices(1, 1000)).isNotEqualTo(order.indices(2, 1000));
        assertThat(order.indices(1, 1000)).isNotEqualTo(otherSeed.indices(1, 1000));
        assertThat(augmentations(order, 1)).isNotEqualTo(augmentations(order, 2));
        assertThat(augmentations(order, 1)).isNotEqualTo(augmentations(otherSeed, 1));
    }

    @Test
    void everyPlaceIsEquallyLikely() {
        int[] places = new int[10];
        for (int epoch = 0; epoch < 10_000; epoch++) {
            int[] indices = TestImages.order(42, false).indices(epoch, places.length);
            places[
                    IntStream.range(0, indices.length)
                            .filter(i -> indices[i] == 3)
                            .findFirst()
                            .orElseThrow()]++;
        }
        // Five standard deviations of a binomial count of 10,000 tenths: 150.
        assertThat(IntStream.of(places)).allSatisfy(count -> assertThat(count).isBetween(850, 1150));
    }

    @Test
    void withoutAugmentationImagesStayAsTheyAreAndInTheSameOrder() {
        assertThat(TestImages.order(42, false).augmentation(1, 1)).isEmpty();
        assertThat(TestImages.order(42, false).indices(1, 100))
                .isEqualTo(TestImages.order(42, true).indices(1, 100));
    }

    @Test
    void validationKeepsTheOrderOfTheSet() {
        assertThat(BatchOrder.validation().indices(5, 4)).containsExactly(0, 1, 2, 3);
        assertThat(BatchOrder.validation().augmentation(5, 0)).isEmpty();
    }

    private static List<Augmentation> augmentations(BatchOrder order, int epoch) {
        return IntStream.range(0, 100)
                .mapToObj(index -> order.augmentation(epoch, index).orElseThrow())
                .toList();
    }
}
