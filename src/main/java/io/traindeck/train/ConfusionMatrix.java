package io.traindeck.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Counts how often each class was taken for each: a row is a true class, a column a predicted class. */
public final class ConfusionMatrix {
    private final int[][] counts;

    /** @param counts square: images by true class and predicted class; copied */
    public ConfusionMatrix(int[][] counts) {
        this.counts = Arrays.stream(counts).map(int[]::clone).toArray(int[][]::new);
    }

    /**
     * One class taken for another.
     *
     * @param share the share of the images of {@code truth}, in (0, 1]
     */
    public record Confusion(int truth, int prediction, double share) {}

    private int classes() {
        return counts.length;
    }

    /** Images of class {@code truth} that were taken for {@code prediction}. */
    public int count(int truth, int prediction) {
        return counts[truth][prediction];
    }

    /** All images. */
    public int images() {
        return IntStream.range(0, classes()).map(this::images).sum();
    }

    /** Images of one class. */
    public int images(int truth) {
        return Arrays.stream(counts[truth]).sum();
    }

    /** Returns the share of the images whose class was predicted rightly, in [0, 1]; NaN without an image. */
    public double accuracy() {
        int correct = IntStream.range(0, classes()).map(c -> counts[c][c]).sum();
        return (double) correct / images();
    }

    /** Returns the share of the images of one class that were taken for it, in [0, 1]; NaN if it has no image. */
    public double accuracy(int truth) {
        return (double) counts[truth][truth] / images(truth);
    }

    /** Every pair that was confused at all, the largest share of a class first. */
    public List<Confusion> confusions() {
        List<Confusion> confusions = new ArrayList<>();
        for (int truth = 0; truth < classes(); truth++) {
            for (int prediction = 0; prediction < classes(); prediction++) {
                if (truth != prediction && counts[truth][prediction] > 0) {
                    double share = (double) counts[truth][prediction] / images(truth);
                    confusions.add(new Confusion(truth, prediction, share));
                }
            }
        }
        confusions.sort(Comparator.comparingDouble(Confusion::share).reversed());
        return confusions;
    }
}
