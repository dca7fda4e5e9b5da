package io.traindeck.text;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finds folders. */
public final class Folders {
    private Folders() {}

    /** Returns the folder itself, or the nearest above it that exists; always an absolute path. */
    public static Path nearest(Path folder) {
        Path there = folder.toAbsolutePath();
        while (!Files.isDirectory(there) && there.getParent() != null) {
            there = there.getParent();
        }
        return there;
    }
}
