package io.traindeck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The formatter breaks a comment line that is too long, and does not fill the next one: the rest of it is orphaned. */
class CommentsTest {
    private static final Pattern COMMENT = Pattern.compile("\\s*//.*");

    /** A line of one or two words that do not end a sentence. */
    private static final Pattern ORPHAN = Pattern.compile("\\s*// \\S+( \\S+)?(?<![.:;!?])");

    @Test
    void noCommentHasAnOrphanedLine() throws IOException {
        List<String> orphans = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                orphans(Files.readAllLines(file)).forEach(line -> orphans.add(file + ":" + line));
            }
        }
        assertThat(orphans).isEmpty();
    }

    @Test
    void anOrphanIsAFewWordsInTheMiddleOfAComment() {
        String full = "    // A long line that the formatter has broken, so that its last word stands";
        assertThat(orphans(List.of(full, "    // alone", "    // before the next line.")))
                .containsExactly(2);
        assertThat(orphans(List.of(full, "    // alone."))).isEmpty();
        assertThat(orphans(List.of("    // A few words:", "    // then more", "    code();")))
                .isEmpty();
    }

    /** Returns the numbers of the orphaned lines, from 1. */
    private static List<Integer> orphans(List<String> lines) {
        List<Integer> found = new ArrayList<>();
        for (int i = 1; i < lines.size() - 1; i++) {
            if (ORPHAN.matcher(lines.get(i)).matches()
                    && COMMENT.matcher(lines.get(i - 1)).matches()
                    && COMMENT.matcher(lines.get(i + 1)).matches()) {
                found.add(i + 1);
            }
        }
        return found;
    }
}
