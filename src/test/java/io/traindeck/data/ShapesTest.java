package io.traindeck.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShapesTest {
    private static final DataSet SEED_42 = Shapes.generate(42);

    /**
     * Accuracies are only comparable as long as the images stay the same. A change on purpose comes with new figures
     * wherever accuracies on this set are given, and with a new hash here.
     */
    @Test
    void theImagesOfASeedNeverChange() throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (ImageSet set : new ImageSet[] {SEED_42.train(), SEED_42.validation()}) {
            for (int i = 0; i < set.size(); i++) {
                digest.update((byte) set.label(i));
                digest.update(TestImages.bytes(set, i));
            }
        }
        assertThat(HexFormat.of().formatHex(digest.digest()))
                .isEqualTo("dc2c8358930da87dec6cb911ddf23415a833916d7b4f5741d5a172e821291a4a");
    }

    @Test
    void oneSeedGivesOneSetAndAnotherAnother() {
        DataSet again = Shapes.generate(42);
        DataSet other = Shapes.generate(43);

        assertThat(images(again.train())).isEqualTo(images(SEED_42.train()));
        assertThat(images(again.validation())).isEqualTo(images(SEED_42.validation()));
        assertThat(Collections.disjoint(images(other.train()), images(SEED_42.train())))
                .isTrue();
    }

    @Test
    void noValidationImageIsTrainedOn() {
        assertThat(images(SEED_42.train())).hasSize(4000);
        assertThat(images(SEED_42.validation())).hasSize(800);
        assertThat(Collections.disjoint(images(SEED_42.train()), images(SEED_42.validation())))
                .isTrue();
    }

    @Test
    void classesAreBalancedInEveryTenImages() {
        assertThat(SEED_42.classNames()).hasSize(10).doesNotHaveDuplicates().contains("circle", "arrow");
        for (ImageSet set : new ImageSet[] {SEED_42.train(), SEED_42.validation()}) {
            for (int i = 0; i < set.size(); i += 10) {
                Set<Integer> labels = new HashSet<>();
                for (int j = i; j < i + 10; j++) {
                    labels.add(set.label(j));
                }
                assertThat(labels).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
            }
        }
    }

    /** From no validation image but the one that each set has, to more images than there are. */
    @ParameterizedTest
    @ValueSource(ints = {1, 4, 300, 3_999, 4_000, 100_000})
    void aLimitPaintsTheImagesThatItWouldKeep(int limit) {
        DataSet few = Shapes.generate(42, limit);

        assertThat(few.train().size()).isEqualTo(Math.min(limit, 4_000));
        assertThat(few.digest()).isEqualTo(SEED_42.limit(limit).digest());
    }

    private static Set<ByteBuffer> images(ImageSet set) {
        Set<ByteBuffer> images = new HashSet<>();
        for (int i = 0; i < set.size(); i++) {
            images.add(ByteBuffer.wrap(TestImages.bytes(set, i)));
        }
        return images;
    }
}
