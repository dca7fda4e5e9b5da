package io.traindeck.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A few lines at a time, as a long log is read. */
class FollowedLinesTest {
    private static final int MANY = 100_000;

    @TempDir
    private Path dir;

    private Path file;
    private int restarts;
    private final List<String> read = new ArrayList<>();

    @BeforeEach
    void name() {
        file = dir.resolve("log");
    }

    @Test
    void handsOnEachLineOnceWhateverTheBatch() throws IOException {
        List<String> lines = lines(0, MANY);
        Files.write(file, lines);
        for (int batch : new int[] {7, 512, MANY}) {
            read.clear();
            try (FollowedLines followed = followed()) {
                while (poll(followed, batch) == batch) {
                    assertThat(read).hasSizeLessThanOrEqualTo(MANY);
                }
            }
            assertThat(read).isEqualTo(lines);
        }
    }

    @Test
    void doesNotHandOnWhatWasCutAwayBetweenTwoBatches() throws IOException {
        List<String> lines = lines(0, 100);
        Files.write(file, lines);
        try (FollowedLines followed = followed()) {
            poll(followed, 10);
            String left = String.join("\n", lines.subList(0, 20)) + "\n";
            Files.writeString(file, left, StandardOpenOption.TRUNCATE_EXISTING);
            poll(followed, MANY);
        }
        assertThat(read).isEqualTo(lines.subList(0, 20));
        assertThat(restarts).isZero();
    }

    @Test
    void beginsAgainWhereAnotherFileTookItsPlaceBetweenTwoBatches() throws IOException {
        Files.write(file, lines(0, 100));
        try (FollowedLines followed = followed()) {
            poll(followed, 10);
            Path other = Files.write(dir.resolve("other"), lines(1000, 1100));
            Files.delete(file);
            Files.move(other, file);
            poll(followed, MANY);
        }
        assertThat(restarts).isEqualTo(1);
        assertThat(read.subList(10, read.size())).isEqualTo(lines(1000, 1100));
    }

    @Test
    void goesBackAndReadsTheSameAgain() throws IOException {
        Files.write(file, lines(0, 100));
        try (FollowedLines followed = followed()) {
            poll(followed, 10);
            followed.seek(0);
            poll(followed, 10);
            poll(followed, MANY);
        }
        assertThat(read.subList(10, 20)).isEqualTo(read.subList(0, 10));
        assertThat(read).hasSize(110);
    }

    @Test
    void takesNewLinesAfterABatchThatEndedWithTheFile() throws IOException {
        Files.write(file, lines(0, 10));
        try (FollowedLines followed = followed()) {
            poll(followed, 10);
            Files.write(file, lines(10, 20), StandardOpenOption.APPEND);
            poll(followed, 10);
        }
        assertThat(read).isEqualTo(lines(0, 20));
    }

    private FollowedLines followed() {
        return new FollowedLines(file, () -> restarts++);
    }

    private int poll(FollowedLines followed, int most) throws IOException {
        return followed.poll(most, new FollowedLines.Lines() {
            @Override
            public void line(byte[] buffer, int from, int to, long offset) {
                read.add(new String(buffer, from, to - from, StandardCharsets.UTF_8));
            }

            @Override
            public void tooLong(long offset, long end) {
                throw new AssertionError("no line is too long");
            }
        });
    }

    private static List<String> lines(int from, int to) {
        List<String> lines = new ArrayList<>();
        for (int i = from; i < to; i++) {
            lines.add("line " + i);
        }
        return lines;
    }
}
