package io.traindeck.cli.option;

import io.traindeck.data.Cifar10;
import io.traindeck.data.Cifar10Download;
import io.traindeck.data.DataException;
import io.traindeck.data.DataSet;
import io.traindeck.data.Shapes;
import io.traindeck.run.RunTask;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * The images that a run trains on.
 *
 * @param dir the folder of the files, if the user named one
 * @param limit training images taken; 0 for all
 */
public record DataChoice(Name name, Optional<Path> dir, int limit) {
    /** The images that a new run takes unless it is told otherwise. */
    public static final DataChoice USUAL = new DataChoice(Name.SHAPES, Optional.empty(), 0);

    /** @throws IllegalArgumentException if {@code limit} is negative */
    public DataChoice {
        if (limit < 0) {
            throw new IllegalArgumentException("a limit of " + limit + " images");
        }
    }

    /** The data sets that there are; the names in lower case are the words on the command line. */
    public enum Name {
        /** Drawn by this program from the seed. */
        SHAPES,
        CIFAR10;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The shapes are the same for every run, whatever its seed: runs are compared on the same images. */
    private static final long SHAPES_SEED = 42;

    /**
     * @param images the images as {@code runJson} names them
     * @throws CliException if it names data that does not exist
     */
    public static DataChoice of(RunTask.Images images, Path runJson) throws CliException {
        try {
            return new DataChoice(
                    Name.valueOf(images.data().toUpperCase(Locale.ROOT)),
                    Optional.ofNullable(images.dataDir()).map(Path::of),
                    images.limit());
        } catch (IllegalArgumentException e) {
            throw new CliException(runJson + " names data that there is not; start a new run instead", e);
        }
    }

    /** Whether {@code other} has the same images, wherever they lie. */
    public boolean hasImagesOf(DataChoice other) {
        return name == other.name && limit == other.limit;
    }

    /** Loads the set into memory. */
    public DataSet load(Cifar10Download.Progress progress) throws DataException, InterruptedException {
        return switch (name) {
            case SHAPES -> limit == 0 ? Shapes.generate(SHAPES_SEED) : Shapes.generate(SHAPES_SEED, limit);
            case CIFAR10 -> {
                DataSet all = Cifar10.loadOrDownload(dir, progress);
                yield limit == 0 ? all : all.limit(limit);
            }
        };
    }
}
