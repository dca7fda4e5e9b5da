package io.traindeck.source.text;

/** Finds the tokens of a line, and its shape, in one pass over its bytes. For one thread. */
final class LineScanner {
    /** The number of bytes of the widest progress bar. */
    private static final int LONGEST_PROGRESS = 1000;

    private static final long PRIME = 0x9E3779B97F4A7C15L;

    private final NumberScan numbers = new NumberScan();
    private byte[] line;
    private int from;
    private int to;

    /** The number of brackets that are open: commas within brackets separate numbers. */
    private int depth;

    /** The end of the token that was found last. */
    private int end;

    /** The kind of the token that was found last. */
    private byte what;

    private long shape;

    /** The shape of the line that was scanned last. */
    long shape() {
        return shape;
    }

    /**
     * Hands on the tokens of {@code bytes[from, to)}; returns false if it meets a byte that steers a terminal.
     */
    boolean scan(byte[] bytes, int from, int to, LineTokens into) {
        line = bytes;
        this.from = from;
        this.to = to;
        depth = 0;
        long hash = PRIME;
        int at = from;
        while (true) {
            int begin = at;
            boolean tab = false;
            while (begin < to && CharClass.of(bytes[begin]) == CharClass.BLANK) {
                tab |= bytes[begin] == '\t';
                begin++;
            }
            if (begin >= to || into.count() == LineTokens.MOST) {
                break;
            }
            if (CharClass.of(bytes[begin]) == CharClass.CONTROL) {
                return false;
            }
            int blanks = tab ? 2 : Math.min(2, begin - at);
            token(begin);
            at = end;
            into.add(what, begin, at, blanks);
            hash = (hash ^ (what << 3 | blanks)) * PRIME;
            if (what == LineTokens.WORD || isKey()) {
                for (int i = begin; i < at; i++) {
                    hash = (hash ^ bytes[i]) * PRIME;
                    hash ^= hash >>> 29;
                }
            }
            hash ^= hash >>> 32;
        }
        shape = hash;
        return true;
    }

    private void token(int at) {
        byte b = line[at];
        switch (CharClass.of(b)) {
            case CharClass.LETTER -> {
                int word = endOfWord(at);
                int notFinite = NumberText.endOfNotFinite(line, at, word);
                found(notFinite < 0 ? word : notFinite, notFinite < 0 ? LineTokens.WORD : LineTokens.DECIMAL);
            }
            case CharClass.DIGIT -> number(at);
            case CharClass.DRAWING -> {
                int drawn = CharClass.endOfDrawing(line, at, to);
                found(drawn, CharClass.drawn(line, at, drawn));
            }
            default -> sign(at);
        }
    }

    private void found(int end, byte what) {
        this.end = end;
        this.what = what;
    }

    private void number(int at) {
        end = numbers.scan(line, at, to, depth > 0);
        what = numbers.kind;
    }

    /** Finds a number with a sign, a bar, a rule, or a sign alone. */
    private void sign(int at) {
        byte b = line[at];
        byte next = at + 1 < to ? line[at + 1] : 0;
        int run = CharClass.endOfRun(line, at, to);
        if (b == '%' && next == '|') {
            found(endOfProgress(at + 2), LineTokens.PROGRESS);
        } else if (beginsNumber(at, next)) {
            number(at);
        } else if (beginsNotFinite(at, next)) {
            found(NumberText.endOfNotFinite(line, at + 1, endOfWord(at + 1)), LineTokens.DECIMAL);
        } else if (run - at >= 3) {
            found(run, LineTokens.BAR);
        } else {
            found(at + 1, b);
            depth += b == '[' || b == '(' ? 1 : b == ']' || b == ')' ? -1 : 0;
        }
    }

    private boolean beginsNumber(int at, byte next) {
        byte b = line[at];
        if (b != '-' && b != '+' && b != '.' || at > from && isOperand(line[at - 1])) {
            return false;
        }
        return CharClass.isDigit(next) || b != '.' && next == '.' && at + 2 < to && CharClass.isDigit(line[at + 2]);
    }

    private boolean beginsNotFinite(int at, byte next) {
        byte b = line[at];
        return (b == '-' || b == '+')
                && CharClass.of(next) == CharClass.LETTER
                && !(at > from && isOperand(line[at - 1]))
                && NumberText.endOfNotFinite(line, at + 1, endOfWord(at + 1)) > 0;
    }

    /** Returns whether a minus after this byte would be a dash or an operator. */
    private static boolean isOperand(byte b) {
        return CharClass.isWordPart(b) || b == ')' || b == ']';
    }

    /** Returns whether the token that was found last ends a key of a dict: its digits are part of a name. */
    private boolean isKey() {
        return end + 1 < to && line[end + 1] == ':' && (line[end] == '"' || line[end] == '\'');
    }

    private int endOfWord(int begin) {
        int at = begin + 1;
        for (; at < to; at++) {
            int type = CharClass.of(line[at]);
            if (type == CharClass.DIGIT) {
                // "step100", "1h30m"
                boolean unit = at == begin + 1 && begin > from && CharClass.isDigit(line[begin - 1]);
                if (unit || CharClass.of(line[at - 1]) == CharClass.LETTER && CounterWord.mayEndAt(line, begin, at)) {
                    break;
                }
            } else if (type == CharClass.JOINS ? !joins(at) : type != CharClass.LETTER) {
                break;
            }
        }
        return isTop(begin, at) ? at + 2 : at;
    }

    /** Returns whether the sign at {@code at} is part of a word. */
    private boolean joins(int at) {
        if (at + 1 >= to) {
            return false;
        }
        byte next = line[at + 1];
        return switch (line[at]) {
            case '\'' -> CharClass.of(next) == CharClass.LETTER;
            case '@' -> next == '.' || CharClass.isWordPart(next);
            default -> CharClass.isWordPart(next);
        };
    }

    /** Returns whether the word begins "top 1" or "top 5", which belong to the names of accuracies. */
    private boolean isTop(int begin, int at) {
        return at - begin == 3
                && (line[begin] | 32) == 't'
                && (line[begin + 1] | 32) == 'o'
                && (line[begin + 2] | 32) == 'p'
                && at + 2 < to
                && line[at] == ' '
                && CharClass.isDigit(line[at + 1])
                && CharClass.of(line[at + 2]) == CharClass.BLANK;
    }

    /** Returns the end of a progress bar of tqdm: the drawing between the two columns is skipped. */
    private int endOfProgress(int begin) {
        for (int at = begin; at < to && at < begin + LONGEST_PROGRESS; at++) {
            if (line[at] == '|') {
                return at + 1;
            }
        }
        return begin;
    }
}
