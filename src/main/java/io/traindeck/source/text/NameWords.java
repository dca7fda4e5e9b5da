package io.traindeck.source.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The words since the last number or delimiter: they are the name of a number that comes next. */
final class NameWords {
    /** The number of words that are kept; a longer name is a sentence. */
    private static final int MOST = 12;

    private LineTokens line;

    /** The first token of each word, and the token after its last one. */
    private final int[] from = new int[MOST];

    private final int[] to = new int[MOST];
    private int count;

    /** The words as text, made only when needed: most words stand before no number. */
    private List<String> texts = List.of();

    /** The sign between the words and what follows; 0 if there is none yet. */
    private int sign;

    void begin(LineTokens line) {
        this.line = line;
        clear();
    }

    void clear() {
        count = 0;
        sign = 0;
    }

    /** Takes the tokens before {@code end} as one word. */
    void add(int token, int end) {
        if (count < MOST) {
            from[count] = token;
            to[count++] = end;
            texts = null;
        }
    }

    void sign(int sign) {
        this.sign = sign;
    }

    boolean isSigned() {
        return sign != 0;
    }

    /** Returns whether the words and the sign look like those of a program and not like those of a sentence. */
    boolean isIdentifier() {
        return sign == '='
                || count == 1
                        && (list().get(0).indexOf('_') > 0 || list().get(0).indexOf('/') > 0);
    }

    boolean isEmpty() {
        return count == 0;
    }

    int size() {
        return count;
    }

    /** The words in lower case. */
    List<String> list() {
        if (count == 0) {
            return List.of();
        }
        if (texts == null || texts.size() != count) {
            texts = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                // A number that is not finite is a word here: the shape does not tell which number it is.
                boolean word = line.is(from[i], LineTokens.DECIMAL);
                texts.add(
                        word
                                ? "nan"
                                : line.text(from[i], to[i])
                                        .toLowerCase(Locale.ROOT)
                                        .replace(' ', '_'));
            }
        }
        return texts;
    }

    /** Returns the word before the last {@code back} words; empty if there are too few. */
    String fromEnd(int back) {
        int index = count - 1 - back;
        return index < 0 ? "" : list().get(index);
    }

    /**
     * Returns what a number after the words counts.
     *
     * @param begin the index of the token at which the message begins
     * @return null if the words are not the name of a counter
     */
    CounterWord counts(int begin) {
        return count == 0 ? null : CounterWord.of(list(), from[0] == begin);
    }

    /** Returns the name of a number after the words; null if they are not a name. */
    String name() {
        return count == 0 ? null : WordName.of(list(), isSigned());
    }
}
