package io.traindeck.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.traindeck.testing.TemporaryFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableFileTest {
    @TempDir
    Path dir;

    @Test
    void aFolderIsMadeForItsOwnerAlone() throws IOException {
        Path folder = dir.resolve("checkpoints");
        DurableFile.makeFolder(folder);
        DurableFile.makeFolder(folder);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
    }

    @Test
    void aFolderIsNotMadeWhereItsOwnFolderIsGone() {
        Path gone = dir.resolve("gone");
        assertThatThrownBy(() -> DurableFile.makeFolder(gone.resolve("checkpoints")))
                .isInstanceOf(IOException.class)
                .hasMessage(gone + " is gone: deleted, or moved");
        assertThat(gone).doesNotExist();
    }

    @Test
    void aLinkInPlaceOfAFolderIsRefused() throws IOException {
        Path link = Files.createSymbolicLink(dir.resolve("link"), Files.createDirectory(dir.resolve("own")));
        assertThatThrownBy(() -> DurableFile.makeFolder(link)).hasMessageContaining("symbolic link");
    }

    @Test
    void onlyWhatAKilledWriterLeftIsRemoved() throws IOException {
        for (String name :
                List.of(".last.x.tmp", ".step-00000007.x.tmp", "last.x", ".hidden", "mine.x.tmp", ".y.tmp")) {
            Files.createFile(dir.resolve(name));
        }
        DurableFile.removeLeftovers(dir, ".x");
        try (var left = Files.list(dir)) {
            assertThat(left.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("last.x", ".hidden", "mine.x.tmp", ".y.tmp");
        }
        DurableFile.removeLeftovers(dir.resolve("missing"), ".x");
    }

    /** No link leads from one disk to another, as none does on a disk that has no links. */
    @Test
    void anotherNameIsACopyWhereNoLinkCanBeMade() throws IOException {
        Path file = Files.writeString(dir.resolve("step.x"), "whole");
        Path name = Files.writeString(dir.resolve("last.x"), "old");
        DurableFile.alias(file, name);
        assertThat(Files.isSameFile(file, name)).isTrue();
        Path memory = Path.of("/dev/shm");
        assumeThat(memory).isWritable();
        assumeThat(Files.getFileStore(memory)).isNotEqualTo(Files.getFileStore(dir));
        try (TemporaryFolder elsewhere = new TemporaryFolder(Files.createTempDirectory(memory, "traindeck"))) {
            Path copy = Files.writeString(elsewhere.path().resolve("last.x"), "older and longer");
            DurableFile.alias(file, copy);
            assertThat(copy).hasContent("whole");
            assertThat(elsewhere.path()).isDirectoryNotContaining("glob:**.tmp");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
                    .isEqualTo("rw-------");
        }
    }

    /** An early end of the write is an old file and a leftover; the leftover does not stop the next write. */
    @Test
    void aLeftoverIsNoObstacle() throws IOException {
        Path file = Files.writeString(dir.resolve("last.x"), "old");
        Files.writeString(dir.resolve(".last.x.tmp"), "half");
        DurableFile.replace(file, List.of(ByteBuffer.wrap("new".getBytes())), () -> assertThat(file)
                .hasContent("old"));
        assertThat(file).hasContent("new");
        assertThat(dir).isDirectoryNotContaining("glob:**.tmp");
    }
}
