package io.traindeck.advice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdvicePageTest {
    /** The help puts two blanks before a line, and is read at 80 columns. */
    private static final int WIDEST = 76;

    @Test
    void everyRuleHasAPageThatSaysWhenAndWhatToDo() {
        assertThat(AdvicePage.all()).hasSize(Rule.class.getPermittedSubclasses().length);
        assertThat(AdvicePage.all())
                .extracting(AdvicePage::code)
                .doesNotHaveDuplicates()
                .allMatch(code -> code.matches("[a-z]+(_[a-z]+)*"));
        assertThat(AdvicePage.all()).allSatisfy(page -> {
            assertThat(page.text()).startsWith("Raised ").contains("What to turn");
            assertThat(page.text().lines()).allMatch(line -> line.length() <= WIDEST);
        });
    }

    @Test
    void theReadmeListsTheCodes() throws IOException {
        List<String> rows = AdvicePage.all().stream()
                .map(page -> "| `" + page.code() + "` | " + page.title() + " |")
                .toList();
        assertThat(Files.readAllLines(Path.of("README.md"))).containsSubsequence(rows);
        assertThat(Files.readString(Path.of("README.md"))).contains(String.join("\n", rows) + "\n\n");
    }
}
