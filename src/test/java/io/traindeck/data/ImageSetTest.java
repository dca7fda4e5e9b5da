package io.traindeck.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImageSetTest {
    @Test
    void givesEachImageItsOwnBytesAndLabel() {
        byte[] pixels = new byte[3 * ImageSet.IMAGE_BYTES];
        Arrays.fill(pixels, ImageSet.IMAGE_BYTES, 2 * ImageSet.IMAGE_BYTES, (byte) 200);
        ImageSet set = new ImageSet(pixels, new byte[] {4, (byte) 199, 0}, 200);
        ByteBuffer out = ByteBuffer.allocate(ImageSet.IMAGE_BYTES + 5).position(5);

        set.copyTo(1, out);

        assertThat(out.remaining()).isZero();
        assertThat(out.get(4)).isZero();
        assertThat(out.get(5)).isEqualTo((byte) 200);
        assertThat(set.label(1)).isEqualTo(199);
        assertThat(set.size()).isEqualTo(3);
    }

    @Test
    void refusesWhatDoesNotFitTogether() {
        assertThatThrownBy(() -> new ImageSet(new byte[0], new byte[0], 10)).hasMessageContaining("at least one");
        assertThatThrownBy(() -> new ImageSet(new byte[ImageSet.IMAGE_BYTES - 1], new byte[1], 10))
                .hasMessageContaining("3071 bytes");
        assertThatThrownBy(() -> new ImageSet(new byte[ImageSet.IMAGE_BYTES], new byte[] {10}, 10))
                .hasMessageContaining("label 10 of image 0");
        assertThatThrownBy(() -> new ImageSet(new byte[ImageSet.IMAGE_BYTES], new byte[] {-1}, 10))
                .hasMessageContaining("label 255 of image 0");
    }

    @Test
    void endsWhereItWasCut() {
        ImageSet set = TestImages.random(5, 1);
        ImageSet cut = set.take(2);

        assertThat(cut.size()).isEqualTo(2);
        assertThat(TestImages.bytes(cut, 1)).isEqualTo(TestImages.bytes(set, 1));
        assertThatThrownBy(() -> cut.label(2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> cut.copyTo(2, ByteBuffer.allocate(ImageSet.IMAGE_BYTES)))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(set.take(6).size()).isEqualTo(5);
        assertThatThrownBy(() -> set.take(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void limitKeepsOneValidationImageForFiveTrainingImages() {
        DataSet data = new DataSet(
                "shapes",
                List.of("a", "b"),
                TestImages.random(100, 1),
                TestImages.random(15, 2),
                Normalisation.cifar10());

        assertThat(data.limit(50).train().size()).isEqualTo(50);
        assertThat(data.limit(50).validation().size()).isEqualTo(10);
        assertThat(data.limit(3).validation().size()).isEqualTo(1);
        assertThat(data.limit(1_000_000).train().size()).isEqualTo(100);
        assertThat(data.limit(1_000_000).validation().size()).isEqualTo(15);
    }

    @Test
    void normalisationTakesThreeChannelsAndPositiveDeviations() {
        assertThatThrownBy(() -> new Normalisation(new float[1], new float[] {1, 1, 1}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Normalisation(new float[3], new float[] {1, 0, 1}))
                .hasMessageContaining("not above 0");
        assertThatThrownBy(() -> new Normalisation(new float[3], new float[] {1, Float.NaN, 1}))
                .hasMessageContaining("not above 0");
    }
}
