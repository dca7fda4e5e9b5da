package io.traindeck.source;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Makes names of metrics that people see of the names in a log. */
final class MetricNames {
    private static final Set<String> VALIDATION =
            Set.of("val", "valid", "validation", "eval", "evaluation", "dev", "test", "testing");

    /** The number of characters of a name that are kept. */
    private static final int LONGEST = 1000;

    /** The places between words: any sign but letters and digits, and where a small letter meets a capital one. */
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+|(?<=\\p{Ll})(?=\\p{Lu})");

    private MetricNames() {}

    /** Returns the name as the log has it, without blanks at its ends; each blank within becomes a {@code _}. */
    static String of(String name) {
        String trimmed = name.strip();
        trimmed = trimmed.substring(0, Math.min(LONGEST, trimmed.length()));
        StringBuilder plain = new StringBuilder(trimmed.length());
        trimmed.codePoints().forEach(c -> plain.appendCodePoint(Character.isWhitespace(c) || c == 0xa0 ? '_' : c));
        return plain.toString();
    }

    /** Returns whether one of the name's words says that it was measured on data that the model is not trained on. */
    static boolean isValidation(String name) {
        return BETWEEN_WORDS.splitAsStream(name).anyMatch(word -> VALIDATION.contains(word.toLowerCase(Locale.ROOT)));
    }

    /** Returns whether there are names, and all of them are names of validation metrics. */
    static boolean areValidation(Collection<String> names) {
        return !names.isEmpty() && names.stream().allMatch(MetricNames::isValidation);
    }
}
