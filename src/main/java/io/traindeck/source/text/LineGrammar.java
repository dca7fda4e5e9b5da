package io.traindeck.source.text;

import io.traindeck.source.text.LineMeaning.Counter;
import io.traindeck.source.text.LineMeaning.Kind;
import io.traindeck.source.text.LineMeaning.Value;
import java.util.Locale;

/**
 * Finds the names and numbers in a line: {@code name=number}, {@code name: number}, {@code name number}, counters such as
 * {@code step 120/19073}, progress bars, and the numbers of a JSON object or a Python dict. What it finds depends on the
 * line's shape alone, not on its digits.
 *
 * <p>For one thread.
 */
final class LineGrammar {
    private final Measure measure = new Measure();
    private final NameWords words = new NameWords();
    private LineTokens line;
    private LineDraft draft;

    /** The index of the token at which the message begins. */
    private int begin;

    /** Returns what the line says, which all lines of its shape say. */
    LineMeaning read(LineTokens line) {
        if (line.count() == 0 || line.count() == LineTokens.MOST) {
            return LineMeaning.NOTHING;
        }
        Kind special = LineKind.of(line);
        if (special != Kind.RECORD) {
            return LineMeaning.bare(special);
        }
        LinePrefix prefix = LinePrefix.of(line);
        this.line = line;
        draft = new LineDraft(line, prefix);
        begin = prefix.end();
        int bar = ProgressBar.find(line, begin);
        if (bar < 0) {
            pairs(begin, line.count());
        } else {
            bar(ProgressBar.at(line, bar, begin));
        }
        return draft.finish();
    }

    private void bar(ProgressBar bar) {
        if (bar.foreign()) {
            return;
        }
        pairs(begin, bar.description());
        if (!draft.hasStep()) {
            draft.step(new Counter(CounterWord.BATCH, bar.counter(), bar.total(), !draft.hasEpoch()));
        }
        draft.partOfFirst();
        pairs(bar.postfix(), bar.end());
        pairs(bar.end(), line.count());
    }

    private void pairs(int from, int to) {
        words.begin(line);
        for (int at = from; at < to; ) {
            at = switch (line.kind(at)) {
                case LineTokens.WORD -> word(at, to);
                case LineTokens.INTEGER, LineTokens.DECIMAL -> number(at);
                case LineTokens.TIME -> time(at);
                case ':', '=' -> separator(at);
                case '[' -> bracket(at, to);
                case '(' -> parenthesis(at);
                case '{' -> dict(at, to);
                // Quotes around a word or a number mean nothing.
                case '"', '\'', '`' -> at + 1;
                // "Epoch 104 Val, MAE: 16.35"
                case ',' -> delimiter(at, words.size() == 1);
                case '|', LineTokens.BAR -> delimiter(at, true);
                default -> delimiter(at, false);
            };
        }
        endLabel();
    }

    private int delimiter(int at, boolean labels) {
        if (labels) {
            endLabel();
        }
        words.clear();
        draft.delimiter();
        return at + 1;
    }

    /** Takes the words as a label: no number followed them. */
    private void endLabel() {
        if (!words.isSigned() && !words.isEmpty() && words.size() <= LineDraft.LONGEST_LABEL) {
            draft.label(words.list());
        }
        words.clear();
    }

    private int word(int at, int to) {
        if (!words.isSigned() && line.gap(at) == 2) {
            endLabel();
            draft.delimiter();
        }
        if (words.isSigned() && WordName.isSetting(lower(at))) {
            draft.settings();
        }
        if (line.is(at + 1, '(') && line.glued(at + 1)) {
            return call(at, to);
        }
        if (words.isSigned()
                || line.is(at - 1, '-') && line.glued(at)
                || line.length(at) == 3 && lower(at).equals("and")) {
            // The word is a text as a value, an option of a command, or joins several pairs.
            words.clear();
        } else {
            words.add(at, at + 1);
        }
        return at + 1;
    }

    private String lower(int token) {
        return line.text(token).toLowerCase(Locale.ROOT);
    }

    /**
     * Reads a word with a parenthesis glued to it: {@code loss(avg)}, {@code tensor(0.5)}, or a call that is skipped.
     */
    private int call(int at, int to) {
        int close = line.closing(at + 1, to);
        if (close == at + 3 && line.is(at + 2, LineTokens.WORD) && !words.isSigned()) {
            words.add(at, close + 1);
            return close + 1;
        }
        if (words.isSigned() && line.isNumber(at + 2) && WordName.wrapsNumber(lower(at))) {
            number(at + 2);
        }
        words.clear();
        return close < 0 ? to : close + 1;
    }

    private int separator(int at) {
        int next = at + 1;
        int sign = line.kind(at);
        if (words.isEmpty() || words.isSigned()) {
            words.clear();
        } else if (line.isNumber(next) || line.is(next, LineTokens.TIME)) {
            words.sign(sign);
        } else if (line.is(next, '[') && words.counts(begin) != null) {
            words.sign(sign);
        } else if (line.is(next, '[') && line.isNumber(next + 1) && line.is(next + 2, ']')) {
            // A tensor of one number.
            words.sign(sign);
            return next + 1;
        } else if (line.isQuote(next) && line.isNumber(next + 1) && line.is(next + 2, line.kind(next))) {
            words.sign(sign);
            return next + 1;
        } else if (line.is(next, LineTokens.WORD) && isValue(next, sign)) {
            words.sign(sign);
        } else {
            if (sign == '=' && line.is(next, ',')) {
                draft.settings();
            }
            endLabel();
        }
        return next;
    }

    /** Returns whether the word after a separator is a value, and not another name. */
    private boolean isValue(int at, int sign) {
        String text = lower(at);
        return sign == '=' || WordName.isSetting(text) || WordName.wrapsNumber(text) && line.is(at + 1, '(');
    }

    private int bracket(int at, int to) {
        if (!line.isNumber(at + 1)) {
            endLabel();
            return at + 1;
        }
        int close = line.closing(at, to);
        boolean first = at == begin && line.is(at + 1, LineTokens.INTEGER);
        if (first && close == at + 2) {
            draft.lead(at + 1);
            return close + 1;
        }
        if (line.is(at + 2, ',')) {
            if (first
                    && close == at + 4
                    && line.is(at + 3, LineTokens.INTEGER)
                    && line.is(close + 1, LineTokens.WORD)) {
                // PyTorch's tutorial: "[2,  4000] loss: 1.234"
                draft.epoch(at + 1);
                draft.step(new Counter(CounterWord.BATCH, at + 3, -1, false));
            }
            words.clear();
            return close < 0 ? to : close + 1;
        }
        if (words.counts(begin) == null) {
            endLabel();
        }
        return at + 1;
    }

    private int parenthesis(int at) {
        boolean unit =
                !words.isSigned() && !words.isEmpty() && line.is(at + 1, LineTokens.WORD) && line.is(at + 2, ')');
        if (unit && (line.is(at + 3, ':') || line.is(at + 3, '=') || line.isNumber(at + 3))) {
            words.add(at, at + 3);
            return at + 3;
        }
        words.clear();
        return at + 1;
    }

    private int dict(int at, int to) {
        endLabel();
        int close = line.closing(at, to);
        // A dict inside a dict that spans several lines is part of a dump.
        if (close < 0 || line.is(at - 1, ':') && line.isQuote(at - 2)) {
            return to;
        }
        new DictGrammar(line, at, close).into(draft);
        return close + 1;
    }

    private int number(int at) {
        if (!words.isSigned() && (line.isWordOfName(at) || words.fromEnd(0).equals("the"))) {
            // "number of nan iterations: 0", "Accuracy on the 10000 test images: 55 %"
            words.add(at, at + 1);
            return at + 1;
        }
        if (words.isEmpty()) {
            return nameless(at);
        }
        CounterWord counts = words.counts(begin);
        if (counts == null && line.is(at + 1, '[') && words.size() == 1 && Part.isTraining(words.list())) {
            // timm: "Train: 3 [  50/1251 (  4%)]"
            counts = CounterWord.EPOCH;
        }
        if (counts != null) {
            return counter(counts, at);
        }
        int end = measure.read(line, at);
        String name = isList(end) ? null : words.name();
        if (name != null) {
            boolean fraction = line.is(at, LineTokens.DECIMAL) || line.is(at + 1, '%') || line.is(at + 1, '/');
            boolean firm = words.isSigned() && (fraction || words.isIdentifier());
            draft.add(name, measure.value(firm), words.list());
        }
        words.clear();
        return end;
    }

    /**
     * Returns whether more numbers follow the first one, which ends before {@code at}: {@code 1,2,3}, {@code 1 2 3}.
     */
    private boolean isList(int at) {
        boolean commas = line.is(at, ',') && line.glued(at + 1) && line.isNumber(at + 1);
        return commas || line.isNumber(at) && line.isNumber(at + 1);
    }

    private int counter(CounterWord counts, int at) {
        int total = Measure.total(line, at);
        boolean elsewhere =
                draft.hasValues() && CounterWord.isPreposition(words.list().get(0));
        if (!elsewhere && !words.list().contains("best")) {
            // "best f1: 75.5 on epoch: 12" and "Best model at epoch 12" name the place of another line.
            draft.count(counts, at, total, words);
        }
        words.clear();
        return (total < 0 ? at : total) + 1;
    }

    private int nameless(int at) {
        words.clear();
        boolean first = at == begin && line.is(at, LineTokens.INTEGER);
        if (first && (line.is(at + 1, ':') || line.is(at + 1, '['))) {
            draft.lead(at);
            return at + 1;
        }
        boolean share = line.is(at, LineTokens.INTEGER) && line.is(at + 1, '/') && line.is(at + 2, LineTokens.INTEGER);
        if (share && !draft.hasStep() && !draft.hasValues()) {
            draft.step(new Counter(CounterWord.BATCH, at, at + 2, false));
            return at + 3;
        }
        return measure.read(line, at);
    }

    private int time(int at) {
        String name = words.isSigned() ? words.name() : null;
        if (name != null) {
            draft.add(name, Value.of(at));
        }
        words.clear();
        return at + 1;
    }
}
