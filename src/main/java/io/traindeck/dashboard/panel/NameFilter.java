package io.traindeck.dashboard.panel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * The words that somebody typed to narrow a list of names. Each word is looked for as it is, and as a regular
 * expression if it can be read as one.
 */
final class NameFilter {
    /**
     * The maximum number of characters of a name that are looked at: in a longer one a careless expression could take
     * very long.
     */
    private static final int MOST_CHARACTERS = 200;

    private final List<Word> words = new ArrayList<>();

    private record Word(Pattern literal, Optional<Pattern> expression) {
        boolean fits(String name) {
            return literal.matcher(name).find()
                    || expression.isPresent() && expression.get().matcher(name).find();
        }
    }

    private NameFilter() {}

    /** Makes a filter of what was typed; without a word it fits every name. */
    static NameFilter of(String typed) {
        NameFilter filter = new NameFilter();
        Stream.of(typed.split("\\s+"))
                .filter(word -> !word.isEmpty())
                .forEach(word ->
                        filter.words.add(new Word(pattern(word, Pattern.LITERAL).orElseThrow(), pattern(word, 0))));
        return filter;
    }

    private static Optional<Pattern> pattern(String word, int flag) {
        try {
            return Optional.of(Pattern.compile(word, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | flag));
        } catch (PatternSyntaxException e) {
            return Optional.empty();
        }
    }

    /** Returns whether every word fits the name; capital and small letters are alike. */
    boolean fits(String name) {
        String start = name.substring(0, Math.min(name.length(), MOST_CHARACTERS));
        return words.stream().allMatch(word -> word.fits(start));
    }
}
