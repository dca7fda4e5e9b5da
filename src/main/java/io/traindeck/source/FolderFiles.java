package io.traindeck.source;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Predicate;

/** The files below a folder. */
final class FolderFiles {
    /** Folders in one another. */
    private static final int DEEPEST = 8;

    /** Files to look at: somebody may point us to a folder of all sorts of things. */
    private static final int MOST = 10_000;

    private FolderFiles() {}

    /**
     * The regular files below {@code folder} that {@code wanted} takes, in the order of their names; none if it is not
     * there. Hidden folders are left out.
     */
    static List<Path> below(Path folder, Predicate<Path> wanted) throws IOException {
        List<Path> files = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            Files.walkFileTree(folder, EnumSet.noneOf(FileVisitOption.class), DEEPEST, new SimpleFileVisitor<>() {
                private int seen;

                @Override
                public FileVisitResult preVisitDirectory(Path below, BasicFileAttributes attributes) {
                    boolean hidden = !below.equals(folder)
                            && below.getFileName().toString().startsWith(".");
                    return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile() && wanted.test(file)) {
                        files.add(file);
                    }
                    return ++seen < MOST ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    // It went away while we looked, or is not for us to see.
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path below, IOException e) {
                    return FileVisitResult.CONTINUE;
                }
            });
        }
        Collections.sort(files);
        return files;
    }

    /** {@code file} as seen from {@code folder}, with {@code /} between its parts. */
    static String name(Path folder, Path file) {
        return folder.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
    }
}
