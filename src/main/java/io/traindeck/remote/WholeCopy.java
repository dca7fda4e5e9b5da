package io.traindeck.remote;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Replaces copies as a whole: a reader sees the old copy or the new one, and never a part of one. */
final class WholeCopy {
    private WholeCopy() {}

    /** Makes the file that becomes the copy. */
    interface Content {
        void write(Path fresh) throws IOException;
    }

    /** Replaces the file at {@code copy}, or makes it and its folder. */
    static void replace(Path copy, Content content) throws IOException {
        Files.createDirectories(copy.getParent());
        Path fresh = copy.resolveSibling("." + copy.getFileName() + ".copy");
        content.write(fresh);
        Files.move(fresh, copy, StandardCopyOption.ATOMIC_MOVE);
    }
}
