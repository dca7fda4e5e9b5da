package io.traindeck.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;

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

    private static Set<ByteBuffer> images(ImageSet set) {
        Set<ByteBuffer> images = new HashSet<>();
        for (int i = 0; i < set.size(); i++) {
            images.add(ByteBuffer.wrap(TestImages.bytes(set, i)));
        }
        return images;
    }
}
