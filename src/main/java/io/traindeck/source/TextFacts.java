package io.traindeck.source;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Gathers what a run says of itself beside its numbers. A text in a record of metrics is a fact if the next record has it
 * too; one that changes from record to record, such as the time that is left, is none.
 */
final class TextFacts {
    /** Facts of a run. */
    private static final int MOST = 500;

    /** Characters of a fact; whole configuration files stand in some logs. */
    private static final int LONGEST = 500;

    private final Map<String, String> told = new HashMap<>();
    private final Map<String, String> seen = new HashMap<>();
    private Map<String, String> news = new LinkedHashMap<>();

    /** A fact for certain. */
    void tell(String name, String text) {
        String cut = text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + '…';
        if ((told.size() < MOST || told.containsKey(name)) && !cut.equals(told.put(name, cut))) {
            news.put(name, cut);
        }
    }

    /** The record has this text beside its metrics. */
    void see(String name, String text) {
        if (seen.size() >= MOST && !seen.containsKey(name)) {
            return;
        }
        String before = seen.putIfAbsent(name, text);
        if (text.equals(before)) {
            tell(name, text);
        } else if (before != null) {
            seen.put(name, "");
        }
    }

    /** Whether texts of that name differ from record to record. */
    boolean varies(String name) {
        return "".equals(seen.get(name));
    }

    /** What has been told since the last call; empty if there is nothing new. */
    Map<String, String> takeNews() {
        Map<String, String> taken = news;
        news = taken.isEmpty() ? taken : new LinkedHashMap<>();
        return taken;
    }
}
