package io.traindeck.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * The folder of large reference values from PyTorch, which is not part of the repository: {@code TRAINDECK_REFERENCE}, or
 * {@code ../shared/reference}.
 */
public final class Reference {
    private Reference() {}

    /** Returns a file of that folder; if it is missing, the calling test is skipped, and says so. */
    public static Path file(String name) {
        String folder = System.getenv().getOrDefault("TRAINDECK_REFERENCE", "../shared/reference");
        Path file = Path.of(folder, name);
        Assumptions.assumeTrue(
                Files.isReadable(file),
                () -> "skipped: no " + file.toAbsolutePath().normalize());
        return file;
    }
}
