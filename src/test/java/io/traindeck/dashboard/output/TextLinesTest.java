package io.traindeck.dashboard.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextLinesTest {
    private static final int BLOCK = 4;

    @TempDir
    Path folder;

    /** Bytes of which many end a line, and runs that are longer than several blocks. */
    @Provide
    Arbitrary<List<Byte>> texts() {
        return Arbitraries.frequency(Tuple.of(2, (byte) '\n'), Tuple.of(5, (byte) 'x'))
                .list()
                .ofMaxSize(60);
    }

    @Property(tries = 500)
    void linesAreTheSameForwardsAndBackwardsAndFromAnyPlace(@ForAll("texts") List<Byte> text) throws IOException {
        Path file = Files.createTempFile("lines", ".txt");
        try (TextLines lines = new TextLines(file, () -> {}, BLOCK)) {
            byte[] bytes = new byte[text.size()];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = text.get(i);
            }
            Files.write(file, bytes);
            lines.refresh();
            List<Long> starts = new ArrayList<>();
            ByteArrayOutputStream read = new ByteArrayOutputStream();
            for (long at = 0; at < lines.size(); ) {
                TextLines.Line line = lines.line(at);
                assertThat(line.end()).isGreaterThan(at);
                assertThat(line.bytes().length).isLessThan(2 * BLOCK);
                for (long inside = at; inside < line.end(); inside++) {
                    assertThat(lines.startOf(inside))
                            .as("the start of the line of byte %d", inside)
                            .isEqualTo(at);
                }
                starts.add(at);
                read.write(bytes, (int) at, (int) (line.end() - at));
                at = line.end();
            }
            assertThat(read.toByteArray()).isEqualTo(bytes);
            for (int i = 1; i <= starts.size(); i++) {
                assertThat(lines.back(bytes.length, i)).as("%d lines back", i).isEqualTo(starts.get(starts.size() - i));
            }
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void findsTheLastLinesOfAFileOfTenGigabytesAtOnce() throws IOException {
        Path file = folder.resolve("huge.log");
        long size = 10_000_000_000L;
        try (var channel = Files.newByteChannel(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            // What is in between takes no room on the disk.
            channel.position(size - 8);
            channel.write(ByteBuffer.wrap("\nlast 1\n".getBytes()));
        }
        try (TextLines lines = new TextLines(file, () -> {})) {
            assertThat(lines.refresh()).isTrue();
            long start = lines.back(size, 1);
            assertThat(new String(lines.line(start).bytes())).isEqualTo("last 1");
            assertThat(lines.back(size, 3)).isBetween(size - 3 * (1 << 14), size - 8);
        }
    }

    @Test
    void aLineThatGrowsIsReadAnew() throws IOException {
        Path file = folder.resolve("growing.log");
        Files.writeString(file, "one\ntw");
        try (TextLines lines = new TextLines(file, () -> {})) {
            lines.refresh();
            assertThat(new String(lines.line(4).bytes())).isEqualTo("tw");
            Files.writeString(file, "o\n", StandardOpenOption.APPEND);
            lines.refresh();
            assertThat(new String(lines.line(4).bytes())).isEqualTo("two");
            assertThat(lines.back(lines.size(), 1)).isEqualTo(4);
        }
    }

    @Test
    void aFileThatIsCutShortIsAnother() throws IOException {
        Path file = folder.resolve("cut.log");
        Files.writeString(file, "a long first line\nand more\n");
        int[] restarts = new int[1];
        try (TextLines lines = new TextLines(file, () -> restarts[0]++)) {
            lines.refresh();
            lines.line(0);
            Files.writeString(file, "new\n");
            lines.refresh();
            assertThat(restarts[0]).isEqualTo(1);
            assertThat(new String(lines.line(0).bytes())).isEqualTo("new");
            assertThat(lines.size()).isEqualTo(4);
        }
    }
}
