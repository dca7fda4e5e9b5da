package io.traindeck.source;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Gathers what a run says of itself beside its numbers. A text in a record of metrics is a fact if the next record has
 * it too. A text that changes from record to record, such as the time that is left, is not a fact.
 */
final class TextFacts {
    /** The number of facts of a run. */
    private static final int MOST = 500;

    /** The number of characters of a fact; some logs hold whole configuration files. */
    private static final int LONGEST = 500;

    private enum State {
        /** One record had the text. */
        SEEN,
        /** The next record had the same text. */
        FACT,
        /** Two records had different texts. */
        VARIES
    }

    private record Text(String text, State state) {}

    private static final Text VARYING = new Text("", State.VARIES);

    private final Map<String, String> told = new HashMap<>();
    private final Map<String, Text> texts = new HashMap<>();
    private Map<String, String> news = new LinkedHashMap<>();

    /** Tells a fact that is certain. */
    void tell(String name, String text) {
        String cut = cut(text);
        if ((told.size() < MOST || told.containsKey(name)) && !cut.equals(told.put(name, cut))) {
            news.put(name, cut);
        }
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + '…';
    }

    /** Notes that a record has this text beside its metrics. */
    void see(String name, String text) {
        String now = cut(text);
        Text before = texts.get(name);
        if (before == null) {
            if (texts.size() < MOST) {
                texts.put(name, new Text(now, State.SEEN));
            }
        } else if (before != VARYING && !before.text.equals(now)) {
            texts.put(name, VARYING);
        } else if (before.state == State.SEEN) {
            texts.put(name, new Text(now, State.FACT));
            tell(name, now);
        }
    }

    /** Returns whether texts of that name differ from record to record. */
    boolean varies(String name) {
        Text known = texts.get(name);
        return known != null && known.state == State.VARIES;
    }

    /** Returns whether seeing the text again would tell nothing. */
    boolean isSettled(String name, String text) {
        Text known = texts.get(name);
        return known == null
                || known.state == State.VARIES
                || (known.state == State.FACT && known.text.equals(cut(text)));
    }

    /** Returns the facts since the last call; empty if there is nothing new. */
    Map<String, String> takeNews() {
        Map<String, String> taken = news;
        news = taken.isEmpty() ? taken : new LinkedHashMap<>();
        return taken;
    }
}
