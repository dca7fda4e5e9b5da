package io.traindeck.advice;

import java.util.List;

/**
 * What a person may want to read about one of the adviser's warnings.
 *
 * @param code the warning's code
 * @param title what it means, in a few words
 * @param text some paragraphs, in lines of at most 76 characters
 */
public record AdvicePage(String code, String title, String text) {
    /** A page for every code, the gravest first. */
    public static List<AdvicePage> all() {
        return Rule.all().stream()
                .map(rule -> new AdvicePage(rule.code(), rule.title(), rule.page()))
                .toList();
    }
}
