package io.traindeck.source.text;

import java.util.Locale;
import java.util.Set;

/**
 * The part of a line that a logger or a launcher writes before the message: times, levels, names, ranks.
 *
 * @param end the index of the token at which the message begins
 * @param date the index of the token of the full date; -1 if there is none
 * @param rank the index of the token of the rank; -1 if there is none, -2 - rank if the rank is part of a word
 */
record LinePrefix(int end, int date, int rank) {
    /** The prefix of a line that begins with its message. */
    static final LinePrefix NONE = new LinePrefix(0, -1, -1);

    private static final Set<String> LEVELS =
            Set.of("info debug warning warn error critical notice trace fatal".split(" "));

    /** The number of tokens of the longest bracket that may be a prefix. */
    private static final int LONGEST_BRACKET = 24;

    static LinePrefix of(LineTokens line) {
        return new Reader(line).read();
    }

    private static final class Reader {
        private final LineTokens line;
        private int at;
        private int date = -1;
        private int rank = -1;

        Reader(LineTokens line) {
            this.line = line;
        }

        LinePrefix read() {
            int before = -1;
            while (at < line.count() && at > before) {
                before = at;
                skip();
                if (at > before) {
                    // A dash, colon or bar after a prefix belongs to the prefix.
                    while (line.is(at, '-')
                            || line.is(at, '|')
                            || line.is(at, ':')
                            || line.is(at, '>')
                            || line.is(at, ',')) {
                        at++;
                    }
                }
            }
            return new LinePrefix(at, date, rank);
        }

        private void skip() {
            if (line.is(at, LineTokens.DATE)) {
                date = date < 0 ? at : date;
                at += line.is(at + 1, LineTokens.TIME) ? 2 : 1;
            } else if (line.is(at, LineTokens.TIME)) {
                at++;
            } else if (line.is(at, '[')) {
                bracket();
            } else if (line.is(at, '(')) {
                process();
            } else if (line.is(at, LineTokens.WORD)) {
                word();
            }
        }

        private void word() {
            String text = line.text(at).toLowerCase(Locale.ROOT);
            if (LEVELS.contains(text)) {
                at++;
                if (line.is(at, ':')
                        && line.is(at + 1, LineTokens.WORD)
                        && line.is(at + 2, ':')
                        && line.glued(at + 2)
                        && line.glued(at + 1)) {
                    at += 3;
                }
            } else if (text.equals("rank") && line.is(at + 1, LineTokens.INTEGER)) {
                rank = at + 1;
                at += 2;
            } else if (isGlog(text)) {
                int close = at;
                while (close < at + 8 && close < line.count() && !line.is(close, ']')) {
                    close++;
                }
                at = line.is(close, ']') ? close + 1 : at;
            } else if (at > 0 && isLoggerName(text)) {
                at++;
            } else if (date >= 0 && isPlace()) {
                at += 3;
            }
        }

        /** Returns whether the word is a name between two dashes or two bars, as in "- root -". */
        private boolean isLoggerName(String text) {
            return (line.is(at - 1, '-') || line.is(at - 1, '|'))
                    && line.is(at + 1, line.kind(at - 1))
                    && line.gap(at + 1) > 0
                    && !Part.isWord(text)
                    && date >= 0;
        }

        /** Returns whether a host and a process, or a module and a line, come next, before a tab. */
        private boolean isPlace() {
            return line.is(at + 1, ':')
                    && line.glued(at + 1)
                    && line.is(at + 2, LineTokens.INTEGER)
                    && line.glued(at + 2)
                    && at + 3 < line.count()
                    && line.gap(at + 3) == 2
                    && CounterWord.single(line.text(at)) == null;
        }

        /**
         * Returns whether a line begins in the way of Google's logger: level and date in one word, time, thread, file
         * and line.
         */
        private boolean isGlog(String text) {
            return text.length() == 5
                    && "iwef".indexOf(text.charAt(0)) >= 0
                    && line.is(at + 1, LineTokens.TIME)
                    && text.chars().skip(1).allMatch(Character::isDigit);
        }

        /** Skips the mark that Ray puts in front of a worker's line: "(RayTrainWorker pid=123)". */
        private void process() {
            for (int i = at + 1; i < at + 14 && i < line.count(); i++) {
                if (line.is(i, ')')) {
                    return;
                }
                if (line.is(i, LineTokens.WORD)
                        && (line.text(i).equals("pid") || line.text(i).equalsIgnoreCase("rank"))) {
                    rank = line.text(i).equals("pid") || !line.isNumber(i + 1) ? rank : i + 1;
                    while (i < line.count() && !line.is(i, ')')) {
                        i++;
                    }
                    at = i < line.count() ? i + 1 : at;
                    return;
                }
            }
        }

        private void bracket() {
            int close = at + 1;
            while (close < line.count() && close < at + LONGEST_BRACKET && !line.is(close, ']')) {
                close++;
            }
            if (!line.is(close, ']') || close == at + 1) {
                return;
            }
            int ranked = -1;
            int dated = -1;
            boolean words = false;
            for (int i = at + 1; i < close; i++) {
                switch (line.kind(i)) {
                    case LineTokens.DATE -> dated = i;
                    case LineTokens.WORD -> {
                        words = true;
                        String text = line.text(i).toLowerCase(Locale.ROOT);
                        boolean number = line.isNumber(i + 1)
                                || (line.is(i + 1, '=') || line.is(i + 1, ':')) && line.isNumber(i + 2);
                        if (text.equals("rank") && number) {
                            ranked = line.isNumber(i + 1) ? i + 1 : i + 2;
                        } else if (number
                                && (CounterWord.single(text) != null
                                        || line.is(i + 1, '=')
                                        || text.indexOf('.') < 0 && !line.is(i + 1, ':'))) {
                            return;
                        } else if (close == at + 2) {
                            ranked = rankIn(text);
                        }
                    }
                    case LineTokens.DECIMAL -> {
                        return;
                    }
                    default -> {}
                }
            }
            boolean tagged = line.is(at + 2, ',') && line.is(close + 1, '<') && line.is(close + 3, '>');
            if (tagged) {
                // mpirun --tag-output: "[1,0]<stdout>:"
                rank = at + 3;
                at = close + 4;
                return;
            }
            if (!words && dated < 0 && !line.is(at + 1, LineTokens.TIME)) {
                return;
            }
            date = date < 0 ? dated : date;
            rank = ranked == -1 ? rank : ranked;
            at = close + 1;
        }

        /** Returns the rank in a word such as {@code rank0}, as -2 - rank; -1 if there is none. */
        private static int rankIn(String text) {
            for (String word : new String[] {"rank", "default", "trainer", "worker"}) {
                String digits = text.startsWith(word) ? text.substring(word.length()) : "";
                if (!digits.isEmpty() && digits.length() <= 6 && digits.chars().allMatch(Character::isDigit)) {
                    return -2 - Integer.parseInt(digits);
                }
            }
            return -1;
        }
    }
}
