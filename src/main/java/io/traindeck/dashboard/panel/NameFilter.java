package io.traindeck.dashboard.panel;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** What somebody typed to narrow a list of names: words, each a regular expression if it can be read as one. */
final class NameFilter {
    /** Of a name: a longer one would let a careless expression take very long. */
    private static final int MOST_CHARACTERS = 200;

    private final List<Pattern> words;

    private NameFilter(List<Pattern> words) {
        this.words = List.copyOf(words);
    }

    /** The words stand apart; no word fits every name. */
    static NameFilter of(String typed) {
        List<Pattern> words = new ArrayList<>();
        Stream.of(typed.split("\\s+")).filter(word -> !word.isEmpty()).forEach(word -> words.add(pattern(word)));
        return new NameFilter(words);
    }

    private static Pattern pattern(String word) {
        int flags = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
        try {
            return Pattern.compile(word, flags);
        } catch (PatternSyntaxException e) {
            return Pattern.compile(word, flags | Pattern.LITERAL);
        }
    }

    /** Whether every word is found in the name; capital and small letters are alike. */
    boolean fits(String name) {
        String start = name.substring(0, Math.min(name.length(), MOST_CHARACTERS));
        return words.stream().allMatch(word -> word.matcher(start).find());
    }
}
