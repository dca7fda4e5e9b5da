package io.traindeck.data;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Objects;

/**
 * Labelled 32x32 RGB images, held only as bytes: there is no float copy of a set.
 *
 * <p>Layout NHWC: image {@code i} is the {@value #IMAGE_BYTES} bytes from {@code i * 3072} on, row by row from the top
 * left, each pixel as red, green, blue. Immutable as long as nobody writes to the arrays it was made from.
 */
public final class ImageSet {
    /** Width and height of an image, in pixels. */
    public static final int SIDE = 32;

    public static final int CHANNELS = 3;

    public static final int IMAGE_BYTES = SIDE * SIDE * CHANNELS;

    private final byte[] pixels;
    private final byte[] labels;
    private final int size;

    /**
     * Takes the arrays over without a copy.
     *
     * @param pixels {@value #IMAGE_BYTES} bytes for each image
     * @param labels the class of each image, in [0, classes)
     * @throws IllegalArgumentException if the set is empty, the arrays do not fit together or a label is out of range
     */
    public ImageSet(byte[] pixels, byte[] labels, int classes) {
        if (labels.length == 0) {
            throw new IllegalArgumentException("a set holds at least one image");
        }
        if (pixels.length != (long) labels.length * IMAGE_BYTES) {
            throw new IllegalArgumentException(pixels.length + " bytes of pixels for " + labels.length + " labels");
        }
        for (int i = 0; i < labels.length; i++) {
            if (Byte.toUnsignedInt(labels[i]) >= classes) {
                throw new IllegalArgumentException("label " + Byte.toUnsignedInt(labels[i]) + " of image " + i
                        + " is not below " + classes + " classes");
            }
        }
        this.pixels = pixels;
        this.labels = labels;
        this.size = labels.length;
    }

    private ImageSet(ImageSet whole, int size) {
        this.pixels = whole.pixels;
        this.labels = whole.labels;
        this.size = size;
    }

    /** Returns how many images there are; at least 1. */
    public int size() {
        return size;
    }

    /** The class of image {@code i}, from 0 on. */
    public int label(int i) {
        return Byte.toUnsignedInt(labels[Objects.checkIndex(i, size)]);
    }

    /** Writes the {@value #IMAGE_BYTES} bytes of image {@code i} at the position of {@code out}, and moves it on. */
    public void copyTo(int i, ByteBuffer out) {
        out.put(pixels, Objects.checkIndex(i, size) * IMAGE_BYTES, IMAGE_BYTES);
    }

    /** Adds the number of images, their labels and their pixels to {@code digest}. */
    void addTo(MessageDigest digest) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, size));
        digest.update(labels, 0, size);
        digest.update(pixels, 0, size * IMAGE_BYTES);
    }

    /**
     * Returns the first {@code n} images, or all if there are fewer; shares the bytes.
     *
     * @param n at least 1
     */
    public ImageSet take(int n) {
        if (n < 1) {
            throw new IllegalArgumentException("cannot take " + n + " images: a set holds at least one");
        }
        return n >= size ? this : new ImageSet(this, n);
    }
}
