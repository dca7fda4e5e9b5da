package io.traindeck.data;

import io.traindeck.data.Draws.Purpose;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A data set that needs no network: ten kinds of shapes in random colours, sizes and places before a restless
 * background. A pure function of its seed, byte for byte, on every machine.
 */
public final class Shapes {
    private static final int TRAIN_IMAGES = 4_000;
    private static final int VALIDATION_IMAGES = 800;

    /** The draws of an image are those of its split and its index, so the splits share none. */
    private static final int TRAIN = 0;

    private static final int VALIDATION = 1;

    private Shapes() {}

    /** Paints 4,000 training and 800 validation images, in each of which the ten classes take turns. */
    public static DataSet generate(long seed) {
        return generate(seed, TRAIN_IMAGES);
    }

    /**
     * Paints what {@link DataSet#limit} would keep of all images, and none of the others.
     *
     * @param limit training images, at least 1
     */
    public static DataSet generate(long seed, int limit) {
        List<String> classNames = Arrays.stream(ShapeKind.values())
                .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                .toList();
        return new DataSet(
                "shapes",
                classNames,
                paint(seed, TRAIN, Math.min(limit, TRAIN_IMAGES)),
                paint(seed, VALIDATION, Math.min(DataSet.validationImages(limit), VALIDATION_IMAGES)),
                Normalisation.cifar10());
    }

    private static ImageSet paint(long seed, int split, int images) {
        ShapeKind[] kinds = ShapeKind.values();
        byte[] pixels = new byte[images * ImageSet.IMAGE_BYTES];
        byte[] labels = new byte[images];
        IntStream.range(0, images).parallel().forEach(i -> {
            int label = i % kinds.length;
            labels[i] = (byte) label;
            new ShapePainter(Draws.at(seed, Purpose.SHAPES, split, i))
                    .paint(kinds[label])
                    .writeTo(pixels, i * ImageSet.IMAGE_BYTES);
        });
        return new ImageSet(pixels, labels, kinds.length);
    }
}
