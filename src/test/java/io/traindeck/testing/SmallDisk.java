package io.traindeck.testing;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file system of its own that is soon full: a tmpfs, which only root may mount. */
public final class SmallDisk implements AutoCloseable {
    private static final int CHUNK = 4096;

    private final Path folder;

    /** Mounts it at {@code folder}; if that is not allowed, the calling test is skipped, and says so. */
    public SmallDisk(Path folder, int kilobytes) throws IOException, InterruptedException {
        this.folder = Files.createDirectory(folder);
        assumeThat(run("mount", "-t", "tmpfs", "-o", "size=" + kilobytes + "k", "tmpfs", folder.toString()))
                .as("may mount a small file system")
                .isZero();
    }

    /** Fills the disk to the last byte. */
    public void fill() throws IOException {
        try (OutputStream filler = Files.newOutputStream(filler())) {
            while (true) {
                filler.write(new byte[CHUNK]);
            }
        } catch (IOException e) {
            if (!e.getMessage().contains("space")) {
                throw e;
            }
        }
    }

    /** Makes room again. */
    public void makeRoom() throws IOException {
        Files.delete(filler());
    }

    private Path filler() {
        return folder.resolve("filler");
    }

    @Override
    public void close() throws IOException {
        try {
            run("umount", "--lazy", folder.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(List.of(command))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
