package io.traindeck.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.testing.Allocation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests how a reader learns that a file is no longer the one it has read. */
class GrowingFileTest {
    @TempDir
    Path dir;

    private int restarts;
    private final List<String> lines = new ArrayList<>();

    private void poll(FollowedLines followed) throws IOException {
        followed.poll(100, new FollowedLines.Lines() {
            @Override
            public void line(byte[] buffer, int from, int to, long offset) {
                lines.add(new String(buffer, from, to - from, StandardCharsets.UTF_8));
            }

            @Override
            public void tooLong(long offset, long end) {
                throw new AssertionError();
            }
        });
    }

    @Test
    void aLineThatIsTheSameInAnotherFileIsNoProofThatTheFileIs() throws IOException {
        Path file = Files.writeString(dir.resolve("log"), "step,loss,lr\n");
        try (FollowedLines followed = new FollowedLines(file, () -> restarts++)) {
            poll(followed);
            Files.writeString(file, "1,,\n", StandardOpenOption.APPEND);
            poll(followed);
            Files.writeString(file, "step,lr,loss\n1,,\n2,0.1,9\n");
            poll(followed);
            assertThat(restarts).isEqualTo(1);
            assertThat(lines).containsExactly("step,loss,lr", "1,,", "step,lr,loss", "1,,", "2,0.1,9");
        }
    }

    @Test
    void aFileThatGrowsByAFewBytesAtATimeStaysTheSame() throws IOException {
        Path file = Files.createFile(dir.resolve("log"));
        try (FollowedLines followed = new FollowedLines(file, () -> restarts++)) {
            List<String> written = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                Files.writeString(file, i + "\n", StandardOpenOption.APPEND);
                written.add("" + i);
                poll(followed);
            }
            assertThat(lines).isEqualTo(written);
            assertThat(restarts).isZero();
        }
    }

    @Test
    void aFileThatIsMissingMayComeAndGo() throws IOException {
        Path file = dir.resolve("log");
        try (FollowedLines followed = new FollowedLines(file, () -> restarts++)) {
            poll(followed);
            poll(followed);
            assertThat(lines).isEmpty();
            Files.writeString(file, "1\n");
            poll(followed);
            assertThat(lines).containsExactly("1");
            Files.delete(file);
            poll(followed);
            poll(followed);
            Files.writeString(file, "2\n3\n");
            poll(followed);
            assertThat(lines).containsExactly("1", "2", "3");
            assertThat(restarts).isEqualTo(1);
        }
    }

    /** A supervisor looks ten times a second for days for a file that its program may never write. */
    @Test
    void aFileThatIsMissingIsLookedForWithoutAnException() throws Exception {
        try (GrowingFile file = new GrowingFile(dir.resolve("log"), () -> restarts++)) {
            assertThat(Allocation.bytes(file::refresh)).isLessThan(500);
        }
    }
}
