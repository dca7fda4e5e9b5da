package io.traindeck.data;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/**
 * Images to train on and images to measure with, which share no image.
 *
 * @param name {@code shapes} or {@code cifar10}
 * @param classNames the meaning of each label, by label
 */
public record DataSet(
        String name, List<String> classNames, ImageSet train, ImageSet validation, Normalisation normalisation) {
    /** One validation image goes with so many training images: CIFAR-10's own proportion. */
    private static final int TRAIN_PER_VALIDATION = 5;

    public DataSet {
        classNames = List.copyOf(classNames);
    }

    /** The SHA-256 of all labels and pixels, in lower-case hexadecimal digits: equal for equal images in equal order. */
    public String digest() {
        MessageDigest digest = Sha256.newDigest();
        train.addTo(digest);
        validation.addTo(digest);
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * Returns the first {@code n} training and {@code n / 5} validation images, but at least one of the latter, and
     * never more than there are.
     *
     * @param n at least 1
     */
    public DataSet limit(int n) {
        return new DataSet(name, classNames, train.take(n), validation.take(validationImages(n)), normalisation);
    }

    /** Returns how many validation images go with {@code n} training images, if there are so many. */
    static int validationImages(int n) {
        return Math.max(1, n / TRAIN_PER_VALIDATION);
    }
}
