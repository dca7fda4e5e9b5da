package io.traindeck.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.train.ConfusionMatrix.Confusion;
import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {
    private final ConfusionMatrix confusion = new ConfusionMatrix(new int[][] {{6, 3, 1}, {0, 4, 1}, {0, 0, 0}});

    @Test
    void accuracyIsTheShareOfTheDiagonal() {
        assertThat(confusion.images()).isEqualTo(15);
        assertThat(confusion.accuracy()).isEqualTo(10.0 / 15);
        assertThat(confusion.accuracy(0)).isEqualTo(0.6);
        assertThat(confusion.accuracy(1)).isEqualTo(0.8);
        assertThat(confusion.accuracy(2)).as("no image").isNaN();
    }

    @Test
    void theMostConfusedPairsComeFirstByTheirShareOfTheClass() {
        assertThat(confusion.confusions())
                .containsExactly(new Confusion(0, 1, 0.3), new Confusion(1, 2, 0.2), new Confusion(0, 2, 0.1));
    }
}
