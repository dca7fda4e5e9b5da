package io.traindeck.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * CIFAR-10 (Krizhevsky 2009) in its standard binary layout: five files of training images and one of test images, which
 * serve as the validation set.
 */
public final class Cifar10 {
    /** The folder in the official archive. */
    static final String FOLDER = "cifar-10-batches-bin";

    static final String VALIDATION_FILE = "test_batch.bin";

    static final List<String> TRAIN_FILES = IntStream.rangeClosed(1, 5)
            .mapToObj(i -> "data_batch_" + i + ".bin")
            .toList();

    /** Images in each file. */
    static final int RECORDS = 10_000;

    private static final List<String> CLASS_NAMES =
            List.of("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

    private static final String HOW = " with --data-dir, or train without it to download CIFAR-10";

    private Cifar10() {}

    /**
     * Reads the files into memory, about 184 MB.
     *
     * @param dir the folder with the files, or its parent
     * @throws DataException if a file is missing, is not as long as it should be or holds an impossible label
     */
    public static DataSet load(Path dir) throws DataException {
        return load(dir, RECORDS);
    }

    /**
     * Loads as {@link #load(Path)} does from {@code dir} if there is one; else from the cache, into which the official
     * archive is downloaded the first time.
     *
     * @param progress told how the download goes
     */
    public static DataSet loadOrDownload(Optional<Path> dir, Cifar10Download.Progress progress)
            throws DataException, InterruptedException {
        return loadOrDownload(dir, Cifar10Download.official(), progress);
    }

    static DataSet loadOrDownload(Optional<Path> dir, Cifar10Download download, Cifar10Download.Progress progress)
            throws DataException, InterruptedException {
        if (dir.isPresent()) {
            return load(dir.get());
        }
        Path cached = download.fetch(progress);
        try {
            return load(cached);
        } catch (DataException e) {
            throw new DataException(e.getMessage() + "; or delete " + cached + " to download it anew", e);
        }
    }

    static DataSet load(Path dir, int recordsPerFile) throws DataException {
        Path folder = folderWithFiles(dir);
        return new DataSet(
                "cifar10",
                CLASS_NAMES,
                read(folder, TRAIN_FILES, recordsPerFile),
                read(folder, List.of(VALIDATION_FILE), recordsPerFile),
                Normalisation.cifar10());
    }

    private static Path folderWithFiles(Path dir) throws DataException {
        if (!Files.isDirectory(dir)) {
            throw new DataException("no CIFAR-10 in " + dir + ": there is no such folder; name the one that holds "
                    + TRAIN_FILES.get(0) + HOW);
        }
        for (Path folder : List.of(dir, dir.resolve(FOLDER))) {
            if (Files.exists(folder.resolve(VALIDATION_FILE))
                    || TRAIN_FILES.stream().anyMatch(name -> Files.exists(folder.resolve(name)))) {
                return folder;
            }
        }
        throw new DataException("no CIFAR-10 in " + dir + ": neither it nor " + FOLDER + " in it holds "
                + TRAIN_FILES.get(0) + "; name the folder of the binary version" + HOW);
    }

    private static ImageSet read(Path folder, List<String> names, int recordsPerFile) throws DataException {
        int records = names.size() * recordsPerFile;
        byte[] pixels = new byte[records * ImageSet.IMAGE_BYTES];
        byte[] labels = new byte[records];
        for (int i = 0; i < names.size(); i++) {
            new Cifar10File(folder.resolve(names.get(i)), recordsPerFile, CLASS_NAMES.size())
                    .read(pixels, labels, i * recordsPerFile);
        }
        return new ImageSet(pixels, labels, CLASS_NAMES.size());
    }
}
