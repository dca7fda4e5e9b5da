package io.traindeck.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AugmentationTest {
    @Property
    void doesWhatPadCropAndFlipDoOneAfterTheOther(
            @ForAll @IntRange(max = 8) int top, @ForAll @IntRange(max = 8) int left, @ForAll boolean flip) {
        byte[] image = TestImages.bytes(TestImages.random(1, top * 9 + left), 0);
        byte[] out = new byte[ImageSet.IMAGE_BYTES];
        Arrays.fill(out, (byte) 77);

        new Augmentation(4, top, left, flip, Optional.empty()).apply(image, out);

        assertThat(out).isEqualTo(padCropFlip(image, top, left, flip));
    }

    @Test
    void drawsEveryCropAndBothFlipsEquallyOften() {
        int[] tops = new int[9];
        int[] lefts = new int[9];
        int flips = 0;
        int draws = 9_000;
        BatchOrder order = TestImages.order(42, true);
        for (int i = 0; i < draws; i++) {
            Augmentation augmentation = order.augmentation(1, i).orElseThrow();
            tops[augmentation.top()]++;
            lefts[augmentation.left()]++;
            flips += augmentation.flip() ? 1 : 0;
        }
        // Five standard deviations of a binomial count: 149 for the ninths, 237 for the halves.
        assertThat(IntStream.of(tops)).allSatisfy(count -> assertThat(count).isBetween(1000 - 150, 1000 + 150));
        assertThat(IntStream.of(lefts)).allSatisfy(count -> assertThat(count).isBetween(1000 - 150, 1000 + 150));
        assertThat(flips).isBetween(draws / 2 - 238, draws / 2 + 238);
    }

    /** Applies torchvision's steps, each by its definition: Pad(4), a 32x32 crop, a horizontal flip. */
    private static byte[] padCropFlip(byte[] image, int top, int left, boolean flip) {
        byte[][][] padded = new byte[40][40][3];
        for (int y = 0; y < 32; y++) {
            for (int x = 0; x < 32; x++) {
                System.arraycopy(image, (y * 32 + x) * 3, padded[y + 4][x + 4], 0, 3);
            }
        }
        byte[] result = new byte[3072];
        for (int y = 0; y < 32; y++) {
            for (int x = 0; x < 32; x++) {
                byte[] pixel = padded[top + y][left + (flip ? 31 - x : x)];
                System.arraycopy(pixel, 0, result, (y * 32 + x) * 3, 3);
            }
        }
        return result;
    }
}
