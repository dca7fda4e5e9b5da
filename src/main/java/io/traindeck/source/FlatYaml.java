package io.traindeck.source;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads the settings that trainers write beside their logs: {@code key: value} lines of YAML, whose nested keys are
 * joined by {@code /}, and lists of plain values. All else that YAML has is passed over: a few more facts are not worth
 * a YAML library.
 */
final class FlatYaml {
    private static final int MOST = 1000;

    private FlatYaml() {}

    /** A key above the line at hand. */
    private record Parent(int indent, String key) {}

    /** Returns the values by key, in the order of the text: as they are written, without quotes. */
    static Map<String, String> read(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        Deque<Parent> parents = new ArrayDeque<>();
        for (String line : text.lines().toList()) {
            String content = withoutComment(line.strip());
            int indent = line.length() - line.stripLeading().length();
            boolean item = content.startsWith("- ");
            // The items of a list may stand right below its key.
            while (!content.isEmpty() && !parents.isEmpty() && parents.peek().indent >= indent + (item ? 1 : 0)) {
                parents.pop();
            }
            String above = parents.isEmpty() ? "" : parents.peek().key;
            int colon = (content + " ").indexOf(": ");
            if (item) {
                add(values, above, content.substring(2).strip());
            } else if (colon > 0 && values.size() < MOST) {
                String key = (above.isEmpty() ? "" : above + "/") + unquoted(content.substring(0, colon));
                String value =
                        content.substring(Math.min(content.length(), colon + 1)).strip();
                if (value.isEmpty() || "!&|>".indexOf(value.charAt(0)) >= 0) {
                    parents.push(new Parent(indent, key));
                } else {
                    values.put(key, unquoted(value));
                }
            }
        }
        return values;
    }

    private static void add(Map<String, String> values, String list, String item) {
        if (!list.isEmpty() && !item.isEmpty() && (values.containsKey(list) || values.size() < MOST)) {
            values.merge(list, unquoted(item), (all, one) -> all + ", " + one);
        }
    }

    private static String withoutComment(String text) {
        boolean quoted = text.indexOf('"') >= 0 || text.indexOf('\'') >= 0;
        int comment = text.startsWith("#") ? 0 : quoted ? -1 : text.indexOf(" #");
        return comment < 0 ? text : text.substring(0, comment).strip();
    }

    private static String unquoted(String text) {
        char first = text.isEmpty() ? 0 : text.charAt(0);
        boolean quoted =
                text.length() > 1 && (first == '"' || first == '\'') && text.charAt(text.length() - 1) == first;
        return quoted ? text.substring(1, text.length() - 1) : text;
    }
}
