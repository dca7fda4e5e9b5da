package io.traindeck.dashboard.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSearchTest {
    private static final int BLOCK = 64;
    private static final int AT_ONCE = 1000;
    private static final List<String> SOUGHT = List.of("nan", "Step 7", "é", "loss: nan", "   ", "no such text");

    @TempDir
    Path folder;

    /** The lines are so long and so many that they do not fit into one reading. */
    @Property(tries = 50)
    void findsWhatALookAtEveryLineFindsInEitherDirection(@ForAll @IntRange(max = 1000) int seed) throws IOException {
        Path file = Files.createTempFile("search", ".txt");
        try (TextLines lines = new TextLines(file, () -> {}, BLOCK)) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder();
            while (text.length() < 20_000) {
                text.append("step ").append(random.nextInt(100)).append(" lo\033[1mss\033[0m: ");
                text.append(random.nextInt(9) == 0 ? "NaN" : "0.5 é").append("x".repeat(random.nextInt(300)));
                text.append(random.nextInt(30) == 0 ? "\r  7%|" : "").append('\n');
            }
            Files.writeString(file, text);
            lines.refresh();
            List<Long> starts = new ArrayList<>();
            List<String> shown = new ArrayList<>();
            for (long at = 0; at < lines.size(); ) {
                TextLines.Line line = lines.line(at);
                starts.add(at);
                shown.add(ShownText.of(line));
                at = line.end();
            }
            for (String sought : SOUGHT) {
                TextSearch search = TextSearch.of(sought);
                List<Long> wanted = new ArrayList<>();
                for (int i = 0; i < starts.size(); i++) {
                    if (search.in(shown.get(i), 0) >= 0) {
                        wanted.add(starts.get(i));
                    }
                }
                assertThat(all(lines, search, true))
                        .as("%s, seed %d", sought, seed)
                        .isEqualTo(wanted);
                Collections.reverse(wanted);
                assertThat(all(lines, search, false))
                        .as("%s, seed %d", sought, seed)
                        .isEqualTo(wanted);
            }
        } finally {
            Files.delete(file);
        }
    }

    private static List<Long> all(TextLines lines, TextSearch search, boolean forwards) throws IOException {
        List<Long> found = new ArrayList<>();
        FileSearch running = new FileSearch(lines, search, forwards, forwards ? 0 : lines.size(), AT_ONCE);
        while (!running.isOver()) {
            long line = running.advance();
            if (line >= 0) {
                found.add(line);
            }
            assertThat(running.share()).isBetween(0.0, 1.0);
        }
        return found;
    }

    @Test
    void capitalLettersCountOnlyIfSomeAreTyped() {
        assertThat(TextSearch.of("nan").in("loss NaN", 0)).isEqualTo(5);
        assertThat(TextSearch.of("NAN").in("loss NaN", 0)).isEqualTo(-1);
        assertThat(TextSearch.of("a").in("banana", 2)).isEqualTo(3);
    }
}
