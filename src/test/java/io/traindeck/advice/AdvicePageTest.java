package io.traindeck.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.testing.Document;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdvicePageTest {
    /** The most columns: the help puts two blanks before a line, and is read at 80 columns. */
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
    void theDocumentListsTheCodes() throws IOException {
        List<String> rows = AdvicePage.all().stream()
                .map(page -> "| `" + page.code() + "` | " + page.title() + " |")
                .toList();
        assertThat(Document.ADVICE.text()).endsWith(String.join("\n", rows) + "\n");
    }
}
