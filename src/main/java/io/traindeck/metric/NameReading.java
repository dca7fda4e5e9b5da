package io.traindeck.metric;

import io.traindeck.metric.NameWords.Word;
import io.traindeck.metric.Words.Meaning;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Reads a metric's name: it finds the words for the part and for the quantity, and the kind of number that the quantity
 * is.
 */
final class NameReading {
    /** The number of words of the longest phrase that has a meaning. */
    private static final int LONGEST = 5;

    private static final Meaning UNKNOWN = new Meaning(Kind.OTHER, Set.of());

    /** The kinds for which a mean over an epoch, or a highest value, is still the same quantity. */
    private static final Set<Kind> MEASURES = EnumSet.of(Kind.LOSS, Kind.SCORE, Kind.NORM, Kind.RATE);

    private static final Set<Kind> AVERAGED =
            EnumSet.of(Kind.LOSS, Kind.SCORE, Kind.NORM, Kind.RATE, Kind.SPEED, Kind.TIME);

    private final String name;
    private Part part = Part.NONE;
    private boolean inMetrics;
    private boolean extreme;
    /** The words of the quantity. */
    private List<Word> words;

    private NameReading(String name) {
        this.name = name;
        words = NameWords.of(name);
    }

    static Metric of(String name) {
        return new NameReading(name).metric();
    }

    private Metric metric() {
        takePartOut();
        extreme = words.stream().anyMatch(word -> Words.isExtreme(word.text()));
        takeFrameOut();
        Meaning meaning = meaning(words);
        Set<Trait> traits = EnumSet.noneOf(Trait.class);
        traits.addAll(meaning.traits());
        if (extreme) {
            traits.add(Trait.EXTREME);
        }
        if (words.stream().anyMatch(word -> word.text().equals("vs"))) {
            // Keras also logs the same accuracy by epoch, in addition to that of training.
            traits.remove(Trait.VERDICT);
        }
        String quantity = words.isEmpty() ? "value" : NameWords.phrase(words).replace(' ', '_');
        return new Metric(name, part(meaning), quantity, meaning.kind(), title(quantity), traits);
    }

    /** Takes the words that name a part out. The last one counts: {@code train/val_loss} belongs to the validation. */
    private void takePartOut() {
        List<Word> rest = new ArrayList<>();
        boolean afterPart = false;
        for (Word word : words) {
            String before = rest.isEmpty() ? "" : rest.get(rest.size() - 1).text();
            Part named = Words.isSpread(before) || before.equals("standard") ? null : Words.part(word.text());
            // These words are CatBoost's name of its training data, and fairseq's of what it logs between its epochs.
            boolean learned = word.text().equals("learn") && word.start() == 0;
            boolean inner = afterPart && part == Part.TRAIN && word.text().equals("inner");
            boolean number = afterPart && Words.withoutNumber(word.text()).isEmpty();
            if (named != null || learned) {
                part = learned ? Part.TRAIN : named;
            } else if (!inner && !number) {
                rest.add(word);
            }
            afterPart = named != null || learned;
        }
        words = rest;
    }

    /** Takes folders, intervals and means out at both ends: they do not change the quantity. */
    private void takeFrameOut() {
        while (words.size() > 1
                && Words.isFolder(words.get(0).text())
                && words.get(0).folder() < words.get(1).folder()) {
            inMetrics |= words.get(0).text().equals("metrics");
            words = words.subList(1, words.size());
        }
        boolean more = true;
        while (more && words.size() > 1) {
            int last = words.size() - 1;
            more = false;
            if (isFrame(words.get(last).text(), words.subList(0, last))
                    && !words.get(last - 1).text().equals("per")) {
                words = words.subList(0, last);
                more = true;
            } else if (isFrame(words.get(0).text(), words.subList(1, words.size()))) {
                words = words.subList(1, words.size());
                more = true;
            }
        }
    }

    private static boolean isFrame(String word, List<Word> rest) {
        Set<Kind> kinds = Words.isInterval(word)
                ? MEASURES
                : Words.isAverage(word) || Words.isExtreme(word) ? AVERAGED : Set.of();
        return !kinds.isEmpty() && kinds.contains(meaning(rest).kind());
    }

    private Part part(Meaning meaning) {
        boolean score = meaning.kind() == Kind.SCORE;
        if (part != Part.NONE || !score && meaning.kind() != Kind.LOSS) {
            return part;
        }
        return meaning.traits().contains(Trait.HELD_OUT) || score && inMetrics ? Part.VALIDATION : Part.TRAIN;
    }

    /** Returns the meaning of the words. The innermost folder with a meaning decides: {@code time/fps} is a speed. */
    private static Meaning meaning(List<Word> words) {
        Meaning found = Words.meaning("=" + NameWords.phrase(words));
        int end = words.size();
        while (found == null && end > 0) {
            int start = end - 1;
            while (start > 0
                    && words.get(start - 1).folder() == words.get(start).folder()) {
                start--;
            }
            found = inFolder(words.subList(start, end));
            // A metric in steps/ is not a number of steps.
            found = found != null && found.kind() == Kind.COUNT && end < words.size() ? null : found;
            end = start;
        }
        return found == null ? UNKNOWN : found;
    }

    /**
     * Returns the meaning of the words of one folder: phrases go before words, longer phrases before shorter, later
     * ones before earlier.
     */
    private static Meaning inFolder(List<Word> words) {
        for (int length = Math.min(LONGEST, words.size()); length > 1; length--) {
            for (int end = words.size(); end >= length; end--) {
                Meaning meaning = Words.meaning(NameWords.phrase(words.subList(end - length, end)));
                if (meaning != null) {
                    return meaning;
                }
            }
        }
        return words.stream().anyMatch(word -> Words.isSpread(word.text())) ? UNKNOWN : ofWord(words);
    }

    /** Returns the meaning of the last word that has one, unless one before it counts more, see {@link #outranks}. */
    private static Meaning ofWord(List<Word> words) {
        Meaning found = null;
        for (int i = words.size() - 1; i >= 0; i--) {
            String text = words.get(i).text();
            Meaning meaning = text.length() == 1 ? null : Words.meaning(text);
            if (meaning == null && Words.withoutNumber(text).length() > 1) {
                meaning = Words.meaning(Words.withoutNumber(text));
            }
            found = meaning != null && (found == null || outranks(meaning.kind(), found.kind())) ? meaning : found;
            // "loss per token" is a loss, and so is "loss vs iterations".
            boolean relation = i > 0 && (text.equals("per") || text.equals("vs"));
            found = relation ? null : found;
        }
        return found;
    }

    /**
     * Returns whether a word tells more than one after it: {@code loss_iou} is a loss, {@code time_this_iter} is a
     * time.
     */
    private static boolean outranks(Kind kind, Kind later) {
        return switch (later) {
            case SCORE, OTHER -> kind == Kind.LOSS;
            case COUNT -> kind == Kind.TIME;
            default -> false;
        };
    }

    /**
     * Returns the usual title of the quantity; if there is none, the piece of the name that the quantity was read from.
     */
    private String title(String quantity) {
        String usual = Words.title(quantity);
        if (usual != null || words.isEmpty()) {
            return usual == null ? quantity : usual;
        }
        int start = words.get(0).start();
        int end = words.get(words.size() - 1).end();
        boolean whole = NameWords.of(name.substring(start, end)).size() == words.size();
        if (!whole) {
            return quantity.replace('_', ' ');
        }
        while (end < name.length() && name.charAt(end) == ')') {
            end++;
        }
        return name.substring(start, end);
    }
}
