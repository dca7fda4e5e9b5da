package io.traindeck.source.text;

import io.traindeck.source.text.LineMeaning.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A JSON object or a Python dict within one line: its numbers, also those in quotes, with the names that lead to them. */
final class DictGrammar {
    /** The number of levels of dicts within dicts; deeper ones are dumps. */
    private static final int DEEPEST = 8;

    private static final int LONGEST_NAME = 200;

    private final LineTokens line;
    private final List<Entry> entries = new ArrayList<>();
    private int numbers;
    private int settings;
    private int texts;

    /**
     * A number of the dict.
     *
     * @param plainName whether the number is not in a dict within the dict
     */
    private record Entry(String name, int at, boolean plainName) {}

    /** Reads from the brace at {@code open} to the one at {@code close}. */
    DictGrammar(LineTokens line, int open, int close) {
        this.line = line;
        read(open + 1, close, "", 1);
    }

    /** Hands on the numbers that were found. */
    void into(LineDraft draft) {
        draft.dict();
        // Truth values, null values and mostly texts are signs of settings, not of metrics.
        if (settings > 0 || texts >= numbers) {
            draft.settings();
        }
        for (Entry entry : entries) {
            CounterWord counts = entry.plainName() ? CounterWord.single(entry.name()) : null;
            if (counts != null) {
                draft.count(counts, entry.at(), -1, entry.name());
            } else {
                draft.add(entry.name(), Value.of(entry.at()));
            }
        }
    }

    /** Reads entries up to {@code to}; returns the place where it stopped. */
    private int read(int from, int to, String path, int depth) {
        int at = from;
        while (at < to && line.kind(at) != '}') {
            int colon = at;
            while (colon < to && line.kind(colon) != ':' && line.kind(colon) != ',' && line.kind(colon) != '}') {
                colon++;
            }
            if (colon >= to || line.kind(colon) != ':') {
                at = colon + 1;
                continue;
            }
            String key = key(at, colon);
            at = value(colon + 1, to, key.isEmpty() ? "" : path + key, depth);
            while (at < to && line.kind(at) != ',' && line.kind(at) != '}') {
                at++;
            }
            if (at < to && line.kind(at) == ',') {
                at++;
            }
        }
        return at + 1;
    }

    /**
     * Returns the text between quotes, or between comma and colon; empty if there is a number before its last token.
     */
    private String key(int from, int colon) {
        int first = from;
        int last = colon;
        if (first < last && line.isQuote(first)) {
            first++;
            last = last > first && line.isQuote(last - 1) ? last - 1 : last;
        }
        for (int at = first; at < last - 1; at++) {
            if (line.kind(at) != LineTokens.WORD && line.kind(at) < ' ') {
                return "";
            }
        }
        return line.text(first, last).toLowerCase(Locale.ROOT).replace(' ', '_');
    }

    private int value(int at, int to, String name, int depth) {
        if (at >= to) {
            return at;
        }
        if (line.isNumber(at)) {
            add(name, at, depth);
            return at + 1;
        }
        switch (line.kind(at)) {
            case '{' -> {
                return depth == DEEPEST ? to : read(at + 1, to, name + "/", depth + 1);
            }
            case '[', '(' -> {
                return end(at, to);
            }
            case '"', '\'' -> {
                if (line.isNumber(at + 1) && line.is(at + 2, line.kind(at))) {
                    add(name, at + 1, depth);
                    return at + 3;
                }
                texts++;
                return endOfText(at, to);
            }
            case LineTokens.WORD -> {
                String text = line.text(at).toLowerCase(Locale.ROOT);
                if (WordName.wrapsNumber(text) && line.is(at + 1, '(') && line.isNumber(at + 2)) {
                    add(name, at + 2, depth);
                    return end(at + 1, to);
                }
                settings += WordName.isSetting(text) ? 1 : 0;
                return at + 1;
            }
            default -> {
                return at;
            }
        }
    }

    private void add(String name, int at, int depth) {
        numbers++;
        boolean counts = depth == 1 && CounterWord.single(name) != null;
        if (!name.isEmpty() && name.length() <= LONGEST_NAME && (counts || !WordName.isNever(name))) {
            entries.add(new Entry(name, at, depth == 1));
        }
    }

    /** Returns the place after the bracket that closes the one at {@code at}. */
    private int end(int at, int to) {
        int depth = 0;
        for (int i = at; i < to; i++) {
            byte b = line.kind(i);
            depth += b == '[' || b == '(' ? 1 : b == ']' || b == ')' ? -1 : 0;
            if (depth == 0) {
                return i + 1;
            }
        }
        return to;
    }

    private int endOfText(int at, int to) {
        for (int i = at + 1; i < to; i++) {
            if (line.kind(i) == line.kind(at)) {
                return i + 1;
            }
        }
        return to;
    }
}
