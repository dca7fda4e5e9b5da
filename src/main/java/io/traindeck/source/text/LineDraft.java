package io.traindeck.source.text;

import io.traindeck.source.text.LineMeaning.Counter;
import io.traindeck.source.text.LineMeaning.Counters;
import io.traindeck.source.text.LineMeaning.Kind;
import io.traindeck.source.text.LineMeaning.Metrics;
import io.traindeck.source.text.LineMeaning.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The meaning of a line while it is being found out. */
final class LineDraft {
    /** The number of words of the longest label. */
    static final int LONGEST_LABEL = 4;

    /** The number of tokens of the longest line that announces something. */
    private static final int LONGEST_ANNOUNCEMENT = 16;

    private final LineTokens line;
    private final LinePrefix prefix;
    private final List<Value> values = new ArrayList<>();

    /** The index of a number in front that may be a step or the label of a process; -1 if there is none. */
    private int lead = -1;

    private Counter epoch;
    private Counter step;
    private String part;

    /** The part that a name has said, for the names that follow without a delimiter: {@code val Loss: 0.5 Acc: 0.9}. */
    private String rowPart;

    private boolean training;
    private boolean settings;
    private boolean dict;

    /** Whether the step's name may also be the name of how many steps there are to be. */
    private boolean stepMayBeTotal;

    private boolean counterInSentence;

    LineDraft(LineTokens line, LinePrefix prefix) {
        this.line = line;
        this.prefix = prefix;
    }

    boolean hasStep() {
        return step != null;
    }

    boolean hasEpoch() {
        return epoch != null;
    }

    boolean hasValues() {
        return !values.isEmpty();
    }

    void lead(int at) {
        lead = at;
    }

    void epoch(int at) {
        epoch = new Counter(CounterWord.EPOCH, at, -1, false);
    }

    void step(Counter counter) {
        step = counter;
    }

    /** Notes that the line holds something that settings have and metrics do not. */
    void settings() {
        settings = true;
    }

    void dict() {
        dict = true;
    }

    /** Ends at a delimiter what one name has said for the next ones. */
    void delimiter() {
        rowPart = null;
    }

    /** Takes words that no number follows: they may say what the rest of the line is about. */
    void label(List<String> words) {
        if (words.isEmpty() || words.size() > LONGEST_LABEL) {
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

    /** Takes the part of the data from the metric before a progress bar: the bar is about the same part. */
    void partOfFirst() {
        if (part == null && !values.isEmpty()) {
            part = Part.in(values.get(0).name());
        }
    }

    /** Takes a counter with the words in front of its number. */
    void count(CounterWord counts, int at, int total, NameWords words) {
        label(words.list());
        counterInSentence |=
                CounterWord.isPreposition(words.fromEnd(1)) && !words.fromEnd(2).isEmpty();
        count(counts, at, total, words.fromEnd(0));
    }

    void count(CounterWord counts, int at, int total, String word) {
        Counter counter = new Counter(counts, at, total, false);
        boolean plural = word.endsWith("s") && counts != CounterWord.BATCH;
        if (counts == CounterWord.EPOCH) {
            epoch = epoch == null ? counter : epoch;
        } else if (step == null || counts == CounterWord.GLOBAL && step.counts() != CounterWord.GLOBAL) {
            step = counter;
            stepMayBeTotal = plural;
        } else if (plural && counts == CounterWord.STEP) {
            // "episode 12 ... steps 200" tells how long the episode was.
            add(word, Value.of(at));
        }
    }

    /** Takes a metric with the words in front of its number. */
    void add(String name, Value value, List<String> words) {
        if (words.size() > 1 && Part.isWord(words.get(0))) {
            rowPart = Part.of(words);
        }
        add(rowPart == null || Part.isIn(name) ? name : rowPart + "_" + name, value);
    }

    void add(String name, Value value) {
        String full = part == null || Part.isIn(name) ? name : part + "_" + name;
        for (Value other : values) {
            if (other.name().equals(full)) {
                return;
            }
        }
        values.add(value.named(full));
    }

    LineMeaning finish() {
        if (settings && epoch == null && step == null) {
            return LineMeaning.NOTHING;
        }
        int begin = prefix.end();
        if (line.is(begin, LineTokens.WORD) && line.text(begin).equalsIgnoreCase("best")) {
            // The line repeats the numbers of an earlier line.
            values.removeIf(value -> !value.name().contains("best"));
        }
        if (values.isEmpty() && counterInSentence) {
            // "Early stopping at epoch 12", "saved the model at step 1000"
            epoch = null;
            step = null;
        }
        if (values.isEmpty() && stepMayBeTotal) {
            // "training steps=24543" tells how many there are to be.
            step = null;
        }
        boolean counted = epoch != null || step != null || lead >= 0;
        if (!counted) {
            values.removeIf(value -> value.name().length() == 1);
        }
        Kind kind = values.isEmpty() && !counted ? wordsOnly() : Kind.RECORD;
        boolean telling = values.stream().anyMatch(value -> MetricWord.isIn(value.name()));
        Metrics metrics = new Metrics(List.copyOf(values), telling, dict);
        return new LineMeaning(kind, prefix, lead, new Counters(epoch, step), part, training, metrics);
    }

    /** The kind of a line that has neither counters nor metrics. */
    private Kind wordsOnly() {
        int last = line.count() - 1;
        if (part != null && (line.is(last, ':') || line.is(last, LineTokens.BAR))) {
            return Kind.TITLE;
        }
        for (int at = prefix.end(); at <= last && last < LONGEST_ANNOUNCEMENT; at++) {
            String named =
                    line.is(at, LineTokens.WORD) ? Part.announced(line.text(at).toLowerCase(Locale.ROOT)) : null;
            if (named != null) {
                part = named;
                return Kind.ANNOUNCEMENT;
            }
        }
        return Kind.RECORD;
    }
}
