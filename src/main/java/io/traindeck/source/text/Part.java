package io.traindeck.source.text;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** The words by which a line says that its numbers belong to a part of the data that is not trained on. */
final class Part {
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("val", "val"),
            Map.entry("valid", "valid"),
            Map.entry("validation", "validation"),
            Map.entry("validate", "validation"),
            Map.entry("validating", "validation"),
            Map.entry("dev", "dev"),
            Map.entry("test", "test"),
            Map.entry("testing", "test"),
            Map.entry("eval", "eval"),
            Map.entry("evaluate", "eval"),
            Map.entry("evaluating", "eval"),
            Map.entry("evaluation", "evaluation"),
            Map.entry("epoch(val)", "val"),
            Map.entry("iter(val)", "val"),
            Map.entry("epoch(test)", "test"),
            Map.entry("iter(test)", "test"));

    private static final Set<String> TRAINING =
            Set.of("train training trn epoch(train) iter(train) train_inner".split(" "));

    private Part() {}

    static boolean isWord(String word) {
        return WORDS.containsKey(word);
    }

    /** Returns the part that one of these words names, as a prefix of a metric; null if none does. */
    static String of(List<String> words) {
        for (String word : words) {
            String part = WORDS.get(word);
            if (part != null) {
                return part;
            }
        }
        return null;
    }

    /**
     * Returns the part that a word announces in a line such as "Running evaluation on the dev set"; null if it
     * announces none.
     */
    static String announced(String word) {
        return switch (word) {
            case "evaluating", "evaluation" -> "eval";
            case "validating", "validation" -> "validation";
            case "testing" -> "test";
            default -> null;
        };
    }

    static boolean isTraining(List<String> words) {
        return words.stream().anyMatch(TRAINING::contains);
    }

    /**
     * Returns whether a metric's name says that it belongs to such a part: {@code val_loss}, {@code eval/acc}, {@code
     * valid_0's_auc}.
     */
    static boolean isIn(String name) {
        return in(name) != null;
    }

    /** Returns the part that a metric's name tells; null if it tells none. */
    static String in(String name) {
        int from = 0;
        for (int at = 0; at <= name.length(); at++) {
            if (at == name.length() || !Character.isLetter(name.charAt(at))) {
                String part = at > from ? WORDS.get(name.substring(from, at)) : null;
                if (part != null) {
                    return part;
                }
                from = at + 1;
            }
        }
        return null;
    }
}
