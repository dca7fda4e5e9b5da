package io.traindeck.cli.doctor;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Facts about the disk of a folder. */
final class Place {
    private Place() {}

    /** Returns the bytes that this user may still write; empty if the disk does not tell. */
    static Optional<Long> free(Path folder) {
        return store(folder).flatMap(store -> {
            try {
                return Optional.of(store.getUsableSpace());
            } catch (IOException e) {
                return Optional.empty();
            }
        });
    }

    /** Returns the kind of the file system, for instance {@code ext4} or {@code nfs4}; empty if it is not known. */
    static String kind(Path folder) {
        return store(folder).map(FileStore::type).orElse("");
    }

    private static Optional<FileStore> store(Path folder) {
        try {
            return Optional.of(Files.getFileStore(folder));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
