package io.traindeck.run;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * The room that a run takes on the disk.
 *
 * @param bytes the bytes in the files that belong to it; what a symbolic link leads to does not count
 * @param checkpoints the number of files in its folder of checkpoints
 */
public record RunSize(long bytes, int checkpoints) {
    /** Adds up the files of a run, as far as they can be looked at. On a slow disk this takes a while. */
    public static RunSize of(RunFolder run) throws IOException {
        long[] bytes = {0};
        int[] checkpoints = {0};
        for (Path part : run.parts()) {
            Files.walkFileTree(part, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile()) {
                        bytes[0] += attributes.size();
                        checkpoints[0] += file.startsWith(run.checkpoints()) ? 1 : 0;
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failure) {
                    return FileVisitResult.CONTINUE;
                }
            });
        }
        return new RunSize(bytes[0], checkpoints[0]);
    }
}
