package io.traindeck.source.text;

import java.util.ArrayList;
import java.util.List;

/** The words since the last number or delimiter: a number behind them has their name. */
final class NameWords {
    /** Words that are kept; a longer name is a sentence. */
    private static final int MOST = 12;

    private final List<String> words = new ArrayList<>();
    private int at;

    /** The sign between the words and what follows; 0 if there was none yet. */
    private int sign;

    void clear() {
        words.clear();
        sign = 0;
    }

    /** Takes the word, in lower case, of the token at {@code token}. */
    void add(String word, int token) {
        if (words.isEmpty()) {
            at = token;
        }
        if (words.size() < MOST) {
            words.add(word.replace(' ', '_'));
        }
    }

    void sign(int sign) {
        this.sign = sign;
    }

    boolean isSigned() {
        return sign != 0;
    }

    boolean isEmpty() {
        return words.isEmpty();
    }

    List<String> list() {
        return words;
    }

    /** The word before the last {@code back} ones; empty if there are not so many. */
    String fromEnd(int back) {
        int index = words.size() - 1 - back;
        return index < 0 ? "" : words.get(index);
    }

    /**
     * What a number behind them counts.
     *
     * @param begin index of the token where the message begins
     * @return null if they name no counter
     */
    CounterWord counts(int begin) {
        return words.isEmpty() ? null : CounterWord.of(words, at == begin);
    }

    /** The name of a number behind them; null if they make none. */
    String name() {
        return words.isEmpty() ? null : WordName.of(words, isSigned());
    }
}
