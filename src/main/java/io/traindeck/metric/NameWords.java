package io.traindeck.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Splits a metric's name into words: {@code train/boxLoss} is train, box and loss. */
final class NameWords {
    /** The number of characters that are read of a name: far more than a person would write. */
    private static final int MOST_CHARACTERS = 200;

    /** The number of words of the longest phrase that has a synonym. */
    private static final int LONGEST = 4;

    /**
     * A word.
     *
     * @param text the word in lower case, in its usual spelling
     * @param start the place in the name at which it begins
     * @param end the place in the name at which it ends, exclusive
     * @param folder the number of slashes before it: in {@code loss/D_real}, real belongs to D and not to loss
     */
    record Word(String text, int start, int end, int folder) {}

    private final String name;
    private final List<Word> words = new ArrayList<>();
    private int folder;

    private NameWords(String name) {
        this.name = name;
    }

    static List<Word> of(String name) {
        NameWords split = new NameWords(name.length() > MOST_CHARACTERS ? name.substring(0, MOST_CHARACTERS) : name);
        split.chunks();
        return usual(withPer(split.words));
    }

    /** Splits at every sign that is neither a letter nor a digit. */
    private void chunks() {
        int at = 0;
        while (at < name.length()) {
            int end = at;
            while (end < name.length() && Character.isLetterOrDigit(name.charAt(end))) {
                end++;
            }
            // This is the s of "valid_0's auc".
            boolean genitive = end == at + 1 && at > 0 && name.charAt(at - 1) == '\'';
            if (end > at && !genitive) {
                chunk(at, end);
            }
            if (end < name.length() && name.charAt(end) == '/') {
                folder++;
            }
            at = end + 1;
        }
    }

    /** Splits at the capital letters of camel case, unless the whole is a known word: mAP, mIoU, chrF. */
    private void chunk(int start, int end) {
        if (Words.isKnown(lower(start, end))) {
            add(start, end);
            return;
        }
        int from = start;
        for (int i = start + 1; i < end; i++) {
            boolean begins = Character.isUpperCase(name.charAt(i))
                    && (!Character.isUpperCase(name.charAt(i - 1))
                            || i + 1 < end && Character.isLowerCase(name.charAt(i + 1)));
            if (begins) {
                piece(from, i);
                from = i;
            }
        }
        piece(from, end);
    }

    /** Splits words that were written together: trainloss, valacc, objloss. */
    private void piece(int start, int end) {
        String text = lower(start, end);
        int cut = Words.isKnown(text) ? 0 : cut(text);
        if (cut > 0) {
            add(start, start + cut);
        }
        add(start + cut, end);
    }

    private static int cut(String text) {
        for (String part : Words.parts()) {
            if (text.startsWith(part) && Words.isKnown(text.substring(part.length()))) {
                return part.length();
            }
        }
        return text.endsWith("loss") ? text.length() - "loss".length() : 0;
    }

    private void add(int start, int end) {
        words.add(new Word(lower(start, end), start, end, folder));
    }

    private String lower(int start, int end) {
        return name.substring(start, end).toLowerCase(Locale.ROOT);
    }

    /**
     * Reads the slash of images/sec and of sec/tick as the word per, and the words on both sides of it as one folder.
     */
    private static List<Word> withPer(List<Word> words) {
        List<Word> read = new ArrayList<>();
        int joined = 0;
        for (int i = 0; i < words.size(); i++) {
            Word word = words.get(i);
            Word before = i == 0 ? word : words.get(i - 1);
            boolean per = word.folder() == before.folder() + 1
                    && (Words.isSpeed(before.text(), word.text()) || Words.isPace(before.text(), word.text()));
            if (per) {
                joined++;
                read.add(new Word("per", before.end(), word.start(), word.folder() - joined));
            }
            read.add(new Word(word.text(), word.start(), word.end(), word.folder() - joined));
        }
        return read;
    }

    /** Replaces each phrase that has a usual spelling by that spelling. */
    private static List<Word> usual(List<Word> words) {
        List<Word> read = new ArrayList<>();
        int at = 0;
        while (at < words.size()) {
            int length = Math.min(LONGEST, words.size() - at);
            String usual = synonym(words, at, length);
            while (usual == null && length > 1) {
                length--;
                usual = synonym(words, at, length);
            }
            if (usual == null) {
                read.add(words.get(at));
            } else {
                for (String text : usual.split(" ")) {
                    Word first = words.get(at);
                    read.add(new Word(
                            text, first.start(), words.get(at + length - 1).end(), first.folder()));
                }
            }
            at += length;
        }
        return read;
    }

    private static String synonym(List<Word> words, int from, int length) {
        boolean together =
                words.get(from).folder() == words.get(from + length - 1).folder();
        return together ? Words.synonym(phrase(words.subList(from, from + length))) : null;
    }

    /** Returns the words with blanks between them. */
    static String phrase(List<Word> words) {
        StringBuilder text = new StringBuilder();
        for (Word word : words) {
            text.append(text.isEmpty() ? "" : " ").append(word.text());
        }
        return text.toString();
    }
}
