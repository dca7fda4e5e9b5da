package io.traindeck.testing;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * All files of CIFAR-10 at full length, at no cost: sparse files of zeros. Each file is ten thousand black aeroplanes.
 */
public final class SparseCifar10 {
    private static final long FILE_BYTES = 10_000L * 3073;

    private SparseCifar10() {}

    /** Makes the folder {@code dir} with the files in it. */
    public static Path make(Path dir) throws IOException {
        Files.createDirectory(dir);
        for (String name :
                List.of("data_batch_1", "data_batch_2", "data_batch_3", "data_batch_4", "data_batch_5", "test_batch")) {
            try (RandomAccessFile sparse =
                    new RandomAccessFile(dir.resolve(name + ".bin").toFile(), "rw")) {
                sparse.setLength(FILE_BYTES);
            }
        }
        return dir;
    }
}
