package io.traindeck.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
