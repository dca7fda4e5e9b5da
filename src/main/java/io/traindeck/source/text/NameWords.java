package io.traindeck.source.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The words since the last number or delimiter: a number behind them has their name. */
final class NameWords {
    /** Words that are kept; a longer name is a sentence. */
    private static final int MOST = 12;

    private LineTokens line;

    /** Each word's first token, and the one behind its last. */
    private final int[] from = new int[MOST];

    private final int[] to = new int[MOST];
    private int count;

    /** The words as text, made when somebody asks: most words stand before no number. */
    private List<String> texts = List.of();

    /** The sign between the words and what follows; 0 if there was none yet. */
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

    /** Whether the words and the sign look like those of a program rather than those of a sentence. */
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
                // A number that is not finite is a word here: the shape does not tell which.
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

    /** The word before the last {@code back} ones; empty if there are not so many. */
    String fromEnd(int back) {
        int index = count - 1 - back;
        return index < 0 ? "" : list().get(index);
    }

    /**
     * What a number behind them counts.
     *
     * @param begin index of the token where the message begins
     * @return null if they name no counter
     */
    CounterWord counts(int begin) {
        return count == 0 ? null : CounterWord.of(list(), from[0] == begin);
    }

    /** The name of a number behind them; null if they make none. */
    String name() {
        return count == 0 ? null : WordName.of(list(), isSigned());
    }
}
