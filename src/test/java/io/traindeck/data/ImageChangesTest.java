package io.traindeck.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.traindeck.data.Augmentation.Cutout;
import io.traindeck.data.ImageChanges.Flip;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The random changes of the images that are trained on. */
class ImageChangesTest {
    private static final Normalisation COLOURS = Normalisation.cifar10();
    private static final int DRAWS = 4_000;

    /** Crops of any padding, flips and cutouts, each made of PyTorch's own steps by make_parity.py. */
    @Test
    void everyChangeEqualsPyTorch() throws IOException {
        try (Reader reader = new InputStreamReader(
                ImageChangesTest.class.getResourceAsStream("/parity/augmentations.json"), StandardCharsets.UTF_8)) {
            JsonArray cases = JsonParser.parseReader(reader).getAsJsonArray();
            assertThat(cases).isNotEmpty();
            for (JsonElement one : cases) {
                assertThat(checksum(changed(one.getAsJsonObject())))
                        .as("%s", one)
                        .isEqualTo(one.getAsJsonObject().get("crc32").getAsLong());
            }
        }
    }

    private static byte[] changed(JsonObject one) {
        byte[] image = new byte[ImageSet.IMAGE_BYTES];
        for (int i = 0; i < image.length; i++) {
            image[i] = (byte) (1 + i * 37 % 251);
        }
        int side = one.get("cutout").getAsInt();
        Cutout cutout = new Cutout(one.get("row").getAsInt(), one.get("column").getAsInt(), side, COLOURS.meanColour());
        Augmentation augmentation = new Augmentation(
                one.get("padding").getAsInt(),
                one.get("top").getAsInt(),
                one.get("left").getAsInt(),
                one.get("flip").getAsBoolean(),
                side == 0 ? Optional.empty() : Optional.of(cutout));
        byte[] out = new byte[ImageSet.IMAGE_BYTES];
        augmentation.apply(image, out);
        return out;
    }

    private static long checksum(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }

    @Property(tries = 200)
    void alternatingFlipsShowEveryImageBothWaysInTwoEpochs(
            @ForAll long seed, @ForAll @IntRange(min = 1) int epoch, @ForAll @IntRange int index) {
        BatchOrder order = order(seed, new ImageChanges(4, Flip.ALTERNATING, 0));
        boolean flip = order.augmentation(epoch, index).orElseThrow().flip();
        assertThat(order.augmentation(epoch + 1, index).orElseThrow().flip()).isNotEqualTo(flip);
        Augmentation random =
                order(seed, ImageChanges.USUAL).augmentation(epoch, index).orElseThrow();
        assertThat(order.augmentation(epoch, index)).hasValue(random.flipped(flip));
    }

    @Test
    void halfOfTheImagesAreFlippedInTheFirstEpoch() {
        BatchOrder order = order(42, new ImageChanges(4, Flip.ALTERNATING, 0));
        long flips = IntStream.range(0, DRAWS)
                .filter(index -> order.augmentation(1, index).orElseThrow().flip())
                .count();
        // Five standard deviations of a binomial count.
        assertThat(flips).isBetween(DRAWS / 2 - 158L, DRAWS / 2 + 158L);
    }

    @Test
    void theMiddleOfACutoutIsAnyPixel() {
        BatchOrder order = order(42, new ImageChanges(4, Flip.RANDOM, 8));
        int[] rows = new int[ImageSet.SIDE];
        int[] columns = new int[ImageSet.SIDE];
        for (int index = 0; index < DRAWS; index++) {
            Cutout cutout = order.augmentation(1, index).orElseThrow().cutout().orElseThrow();
            rows[cutout.row()]++;
            columns[cutout.column()]++;
        }
        // Five standard deviations of a binomial count around 125.
        assertThat(IntStream.of(rows)).allSatisfy(count -> assertThat(count).isBetween(70, 180));
        assertThat(IntStream.of(columns)).allSatisfy(count -> assertThat(count).isBetween(70, 180));
    }

    @Test
    void aCropWithoutPaddingIsTheImage() {
        BatchOrder order = order(42, new ImageChanges(0, Flip.RANDOM, 0));
        byte[] image = TestImages.bytes(TestImages.random(1, 1), 0);
        byte[] out = new byte[ImageSet.IMAGE_BYTES];
        order.augmentation(1, 1).orElseThrow().flipped(false).apply(image, out);
        assertThat(out).isEqualTo(image);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-1 | 0 | --crop-padding must be 0 to 31, not -1",
                "32 | 0 | --crop-padding must be 0 to 31, not 32",
                "4 | -1 | --cutout must be 0 to 32, not -1",
                "4 | 33 | --cutout must be 0 to 32, not 33",
            })
    void impossibleChangesAreRefused(int padding, int cutout, String line) {
        assertThatThrownBy(() -> new ImageChanges(padding, Flip.RANDOM, cutout)).hasMessage(line);
    }

    private static BatchOrder order(long seed, ImageChanges changes) {
        return BatchOrder.training(seed, Optional.of(changes), COLOURS);
    }
}
