package io.traindeck.source.text;

import io.traindeck.source.text.LineMeaning.Counter;
import io.traindeck.source.text.LineMeaning.Kind;
import io.traindeck.source.text.LineMeaning.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Finds the names and numbers in a line: {@code name=number}, {@code name: number}, {@code name number}, counters such as
 * {@code step 120/19073}, progress bars, and the numbers of a JSON object or a Python dict. What it finds depends on the
 * line's shape alone, not on its digits.
 *
 * <p>For one thread.
 */
final class LineGrammar {
    /** Words before a number that are looked at; a longer name is a sentence. */
    private static final int WORDS = 12;

    private final Measure measure = new Measure();
    private LineTokens line;
    private int begin;

    /** The words since the last number or delimiter, in lower case. */
    private final List<String> words = new ArrayList<>();

    private int wordsAt;

    /** The sign between the words and what follows; 0 if there was none yet. */
    private int sign;

    private LinePrefix prefix;
    private int lead;
    private Counter epoch;
    private Counter step;
    private String part;
    /** The part that a name has said, for the names that follow without a delimiter: {@code val Loss: 0.5 Acc: 0.9}. */
    private String row;

    private boolean training;
    private boolean settings;
    private List<Value> values;

    /** What the line says, and all lines of its shape. */
    LineMeaning read(LineTokens line) {
        this.line = line;
        int count = line.count();
        if (count == 0 || count == LineTokens.MOST) {
            return LineMeaning.NOTHING;
        }
        if (line.is(0, LineTokens.WORD) && line.is(1, ':') && line.text(0).equals("wandb")) {
            return LineMeaning.bare(Kind.ECHO);
        }
        if (Table.isRow(line)) {
            return LineMeaning.bare(Kind.ROW);
        }
        if (HeaderRow.of(line) != null) {
            return LineMeaning.bare(Kind.HEADER);
        }
        if (CodeLine.is(line)) {
            return LineMeaning.bare(Kind.CODE);
        }
        if (line.is(count - 1, ':') && isOfBest()) {
            return LineMeaning.bare(Kind.QUOTE);
        }
        clear();
        lead = -1;
        epoch = null;
        step = null;
        part = null;
        row = null;
        training = false;
        settings = false;
        values = new ArrayList<>();
        prefix = LinePrefix.of(line);
        begin = prefix.end();
        int bar = ProgressBar.find(line, begin);
        if (bar < 0) {
            pairs(begin, count);
        } else {
            bar(ProgressBar.at(line, bar, begin));
        }
        return finish();
    }

    /** Whether the line announces that the best one of those above comes again, as LightGBM does. */
    private boolean isOfBest() {
        for (int at = 0; at < line.count(); at++) {
            if (line.is(at, LineTokens.WORD) && line.text(at).equalsIgnoreCase("best")) {
                return true;
            }
        }
        return false;
    }

    private LineMeaning finish() {
        if (settings && epoch == null && step == null) {
            return LineMeaning.NOTHING;
        }
        boolean counted = epoch != null || step != null || lead >= 0;
        if (!counted) {
            values.removeIf(value -> value.name().length() == 1);
        }
        boolean telling = false;
        for (Value value : values) {
            telling |= MetricWord.isIn(value.name());
        }
        Kind kind = values.isEmpty() && !counted && part != null && isTitle() ? Kind.TITLE : Kind.RECORD;
        return new LineMeaning(
                kind, prefix.date(), prefix.rank(), lead, epoch, step, part, training, telling, List.copyOf(values));
    }

    /** Whether the line ends with a colon, or is drawn as a title. */
    private boolean isTitle() {
        int last = line.count() - 1;
        return line.is(last, ':') || line.is(last, LineTokens.BAR);
    }

    private void bar(ProgressBar bar) {
        if (bar.foreign()) {
            return;
        }
        pairs(begin, bar.description());
        if (step == null) {
            step = new Counter(CounterWord.BATCH, bar.counter(), bar.total(), epoch == null);
        }
        pairs(bar.postfix(), bar.end());
        pairs(bar.end(), line.count());
    }

    private void pairs(int from, int to) {
        clear();
        for (int at = from; at < to; ) {
            at = switch (line.kind[at]) {
                case LineTokens.WORD -> word(at, to);
                case LineTokens.INTEGER, LineTokens.DECIMAL -> number(at, to);
                case LineTokens.TIME -> time(at);
                case ':', '=' -> separator(at, to);
                case '[' -> bracket(at, to);
                case '(' -> parenthesis(at, to);
                case '{' -> dict(at, to);
                // Quotes around a word or a number say nothing.
                case '"', '\'', '`' -> at + 1;
                case '|' -> {
                    if (sign == 0) {
                        label();
                    }
                    yield delimiter(at);
                }
                default -> delimiter(at);
            };
        }
        if (sign == 0) {
            label();
        }
        clear();
    }

    private int delimiter(int at) {
        clear();
        row = null;
        return at + 1;
    }

    private void clear() {
        words.clear();
        sign = 0;
    }

    private int word(int at, int to) {
        String text = line.text(at).toLowerCase(Locale.ROOT);
        if (sign == 0 && line.gap(at) == 2) {
            label();
            clear();
            row = null;
        }
        if (sign != 0) {
            settings |= WordName.isSetting(text);
        }
        if (line.is(at + 1, '(') && line.glued(at + 1)) {
            return call(text, at, to);
        }
        if (sign != 0 || text.equals("and") || line.is(at - 1, '-') && line.glued(at)) {
            // A text as a value, or an option of a command.
            clear();
            return at + 1;
        }
        push(text, at);
        return at + 1;
    }

    private void push(String text, int at) {
        if (words.isEmpty()) {
            wordsAt = at;
        }
        if (words.size() < WORDS) {
            words.add(text);
        }
    }

    /** A word with a parenthesis glued to it: {@code loss(avg)}, {@code tensor(0.5)}, or a call that is skipped. */
    private int call(String text, int at, int to) {
        int close = closing(at + 1, to, '(', ')');
        if (close == at + 3 && line.is(at + 2, LineTokens.WORD) && sign == 0) {
            push(line.text(at, close + 1).toLowerCase(Locale.ROOT), at);
            return close + 1;
        }
        if (sign != 0 && line.isNumber(at + 2) && WordName.wrapsNumber(text)) {
            number(at + 2, to);
        }
        clear();
        return close < 0 ? to : close + 1;
    }

    private int separator(int at, int to) {
        int next = at + 1;
        if (words.isEmpty() || sign != 0) {
            clear();
            return next;
        }
        if (line.isNumber(next) || line.is(next, LineTokens.TIME) || line.is(next, '[') && counts() != null) {
            sign = line.kind[at];
            return next;
        }
        if ((line.is(next, '\'') || line.is(next, '"')) && line.isNumber(next + 1) && line.is(next + 2, line.kind[next])) {
            sign = line.kind[at];
            return next + 1;
        }
        if (line.is(next, LineTokens.WORD)) {
            String text = line.text(next).toLowerCase(Locale.ROOT);
            if (WordName.isSetting(text) || WordName.wrapsNumber(text) && line.is(next + 1, '(') || line.kind[at] == '=') {
                sign = line.kind[at];
                return next;
            }
        }
        settings |= line.kind[at] == '=' && line.is(next, ',');
        label();
        clear();
        return next;
    }

    /** Words that no number follows may say what the rest of the line is about. */
    private void label() {
        if (words.isEmpty() || words.size() > 4) {
            return;
        }
        String named = Part.of(words);
        if (named != null) {
            part = named;
            training = false;
        } else if (Part.isTraining(words)) {
            part = null;
            training = true;
        }
    }

    private int bracket(int at, int to) {
        if (!line.isNumber(at + 1)) {
            if (sign == 0) {
                label();
            }
            clear();
            return at + 1;
        }
        int close = closing(at, to, '[', ']');
        if (close == at + 2 && at == begin && line.is(at + 1, LineTokens.INTEGER)) {
            lead = at + 1;
            return close + 1;
        }
        boolean pair = close == at + 4 && at == begin && line.is(at + 2, ',') && line.is(at + 1, LineTokens.INTEGER);
        if (pair && line.is(at + 3, LineTokens.INTEGER) && line.is(close + 1, LineTokens.WORD)) {
            // PyTorch's tutorial: "[2,  4000] loss: 1.234"
            epoch = new Counter(CounterWord.EPOCH, at + 1, -1, false);
            step = new Counter(CounterWord.BATCH, at + 3, -1, false);
            return close + 1;
        }
        if (line.is(at + 2, ',')) {
            clear();
            return close < 0 ? to : close + 1;
        }
        if (counts() == null) {
            label();
            clear();
        }
        return at + 1;
    }

    private int parenthesis(int at, int to) {
        boolean unit = sign == 0 && !words.isEmpty() && line.is(at + 1, LineTokens.WORD) && line.is(at + 2, ')');
        if (unit && (line.is(at + 3, ':') || line.is(at + 3, '=') || line.isNumber(at + 3))) {
            push(line.text(at, at + 3).toLowerCase(Locale.ROOT), at);
            return at + 3;
        }
        clear();
        return at + 1;
    }

    private int dict(int at, int to) {
        if (sign == 0) {
            label();
        }
        clear();
        int close = closing(at, to, '{', '}');
        if (close < 0) {
            return to;
        }
        DictGrammar dict = new DictGrammar(line, at, close);
        settings |= dict.isSettings();
        for (DictGrammar.Entry entry : dict.entries()) {
            CounterWord counts = entry.plainName() ? CounterWord.single(entry.name()) : null;
            if (counts != null) {
                count(counts, entry.at(), -1, entry.name());
            } else {
                add(entry.name(), new Value("", entry.at(), 1, null, -1, true));
            }
        }
        return close + 1;
    }

    private int number(int at, int to) {
        if (words.isEmpty()) {
            return nameless(at);
        }
        if (sign == 0 && line.is(at + 1, LineTokens.WORD) && line.gap(at + 1) == 1 && NumberText.isNotFinite(line.byteAt(at, 0))) {
            // "number of nan iterations: 0"
            push(line.text(at), at);
            return at + 1;
        }
        CounterWord counts = counts();
        if (counts == null && line.is(at + 1, '[') && Part.isTraining(words) && words.size() == 1) {
            // timm: "Train: 3 [  50/1251 (  4%)]"
            counts = CounterWord.EPOCH;
        }
        if (counts != null && !values.isEmpty() && words.size() > 1 && CounterWord.isPreposition(words.get(0))) {
            // "best f1: 75.5 on epoch: 12" says where another line stood.
            clear();
            return at + 1;
        }
        if (counts != null) {
            int total = total(at);
            label();
            count(counts, at, total, words.get(words.size() - 1));
            clear();
            return (total < 0 ? at : total) + 1;
        }
        int end = measure.read(line, at);
        boolean list = line.is(end, ',') && line.glued(end + 1) && line.isNumber(end + 1);
        String name = list ? null : WordName.of(words, sign != 0);
        if (name != null) {
            row = Part.isWord(words.get(0)) && words.size() > 1 ? Part.of(words) : row;
            add(row == null || Part.isIn(name) ? name : row + "_" + name, measure.value(sign != 0));
        }
        clear();
        return end;
    }

    private int nameless(int at) {
        clear();
        if (at == begin && line.is(at, LineTokens.INTEGER) && (line.is(at + 1, ':') || line.is(at + 1, '['))) {
            lead = at;
            return at + 1;
        }
        if (step == null && values.isEmpty() && line.is(at, LineTokens.INTEGER) && line.is(at + 1, '/') && line.is(at + 2, LineTokens.INTEGER)) {
            step = new Counter(CounterWord.BATCH, at, at + 2, false);
            return at + 3;
        }
        return measure.read(line, at);
    }

    private int time(int at) {
        if (sign != 0) {
            String name = WordName.of(words, true);
            if (name != null) {
                add(name, new Value("", at, 1, null, -1, true));
            }
        }
        clear();
        return at + 1;
    }

    private CounterWord counts() {
        return words.isEmpty() ? null : CounterWord.of(words, wordsAt == begin);
    }

    /** Index of the number that says how many there are to be: {@code 3/10}, {@code 3 of 10}, {@code 3 out of 10}; else -1. */
    private int total(int at) {
        int next = at + 1;
        if (line.is(next, LineTokens.WORD)) {
            String text = line.text(next);
            next += text.equals("out") ? 1 : 0;
            if (!line.is(next, LineTokens.WORD) || !line.text(next).equals("of")) {
                return -1;
            }
        } else if (!line.is(next, '/')) {
            return -1;
        }
        return line.is(next + 1, LineTokens.INTEGER) ? next + 1 : -1;
    }

    private void count(CounterWord counts, int at, int total, String word) {
        Counter counter = new Counter(counts, at, total, false);
        if (counts == CounterWord.EPOCH) {
            epoch = epoch == null ? counter : epoch;
        } else if (step == null || counts == CounterWord.GLOBAL && step.counts() != CounterWord.GLOBAL) {
            step = counter;
        } else if (word.endsWith("s") && counts == CounterWord.STEP) {
            // "episode 12 ... steps 200" tells how long the episode was.
            add(word, new Value("", at, 1, null, -1, true));
        }
    }

    private void add(String name, Value value) {
        String full = part == null || Part.isIn(name) ? name : part + "_" + name;
        for (Value other : values) {
            if (other.name().equals(full)) {
                return;
            }
        }
        values.add(value.named(full));
    }

    /** Index of the sign that closes the one at {@code at}; -1 if none does. */
    private int closing(int at, int to, char open, char close) {
        int depth = 0;
        for (int i = at; i < to; i++) {
            if (line.kind[i] == open) {
                depth++;
            } else if (line.kind[i] == close && --depth == 0) {
                return i;
            }
        }
        return -1;
    }
}
