package io.traindeck.source.text;

import java.util.Locale;
import java.util.Set;

/**
 * A progress bar: {@code Epoch 3:  45%|####   | 450/1000 [00:10<00:12, 45.1it/s, loss=0.123]}.
 *
 * @param description the index after the tokens before the bar
 * @param counter the index of the number of what was done
 * @param total the index of the number of what is to be done; -1 if it is not told
 * @param postfix the index of the token after the rate
 * @param end the index of the bracket that closes the bar
 * @param foreign whether it counts something other than training
 */
record ProgressBar(int description, int counter, int total, int postfix, int end, boolean foreign) {
    private static final Set<String> OF_TRAINING =
            Set.of("epoch train training step steps iter iteration loss batch".split(" "));

    /** Returns the index of the drawn bar, or of the bracket of a bar without a total; -1 if the line has none. */
    static int find(LineTokens line, int from) {
        for (int at = from; at < line.count(); at++) {
            if (line.is(at, LineTokens.PROGRESS) && line.is(at - 1, LineTokens.INTEGER)) {
                return at;
            }
            boolean untold = line.is(at, '[') && line.is(at + 1, LineTokens.TIME) && line.is(at + 2, ',');
            if (untold
                    && line.is(at - 1, LineTokens.WORD)
                    && line.glued(at - 1)
                    && line.is(at - 2, LineTokens.INTEGER)) {
                return at;
            }
        }
        return -1;
    }

    static ProgressBar at(LineTokens line, int bar, int begin) {
        boolean told = line.is(bar, LineTokens.PROGRESS);
        int description = told ? bar - 1 : bar - 2;
        int counter = told ? bar + 1 : bar - 2;
        int total = told && line.is(counter + 1, '/') && line.is(counter + 2, LineTokens.INTEGER) ? counter + 2 : -1;
        int open = told ? Math.max(total, counter) + 1 : bar;
        boolean drawn = line.is(counter, LineTokens.INTEGER) && line.is(open, '[');
        int end = open;
        while (end < line.count() && !line.is(end, ']')) {
            end++;
        }
        int postfix = open;
        while (postfix < end
                && !(line.is(postfix, LineTokens.WORD) && Measure.isRate(line.text(postfix))
                        || line.is(postfix, '?') && line.is(postfix + 1, LineTokens.WORD))) {
            postfix++;
        }
        boolean foreign = !drawn || isForeign(line, begin, description);
        return new ProgressBar(description, counter, total, Math.min(end, postfix + 1), end, foreign);
    }

    /** Returns whether words before the bar name other work than training. Words that a number follows do not. */
    private static boolean isForeign(LineTokens line, int from, int to) {
        for (int at = from; at < to; at++) {
            boolean told = line.isNumber(at + 1) && at + 1 < to
                    || line.isNumber(at + 2) && at + 2 < to
                    || line.isNumber(at + 3) && at + 3 < to;
            if (line.is(at, LineTokens.WORD)
                    && !told
                    && !OF_TRAINING.contains(line.text(at).toLowerCase(Locale.ROOT))) {
                return true;
            }
        }
        return false;
    }
}
