package io.traindeck.advice;

import java.util.List;

/**
 * A text for a person about one of the adviser's warnings.
 *
 * @param code the warning's code
 * @param title the meaning of the warning, in a few words
 * @param text some paragraphs, in lines of at most 76 characters
 */
public record AdvicePage(String code, String title, String text) {
    /** Returns a page for every code, the gravest first. */
    public static List<AdvicePage> all() {
        return Rule.all().stream()
                .map(rule -> new AdvicePage(rule.code(), rule.title(), rule.page()))
                .toList();
    }
}
