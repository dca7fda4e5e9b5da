package io.traindeck.source;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One record of a log, made flat: fields by name, each a number, a text or something else. Names of nested objects are
 * joined by a slash. If a name comes twice, the last field counts, as in Python.
 */
final class FlatRecord {
    /** The number of fields of a record; further ones are left out. */
    static final int MOST = 4096;

    private static final String MEDIA = "_type";
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");

    private enum Type {
        NUMBER,
        TEXT,
        OTHER
    }

    private final List<String> names = new ArrayList<>();
    private final List<Type> types = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();
    private final Map<String, Integer> places = new HashMap<>();
    private double[] numbers = new double[16];
    private boolean ordinary = true;

    void number(String name, double number, String written) {
        put(name, Type.NUMBER, written, number);
    }

    void text(String name, String text) {
        put(name, Type.TEXT, text, 0);
    }

    /** Adds a field that is neither number nor text: {@code true}, {@code false}, {@code null}. */
    void other(String name, String written) {
        put(name, Type.OTHER, written, 0);
    }

    private void put(String name, Type type, String written, double number) {
        int place = place(name, type, written);
        if (place >= 0) {
            numbers[place] = number;
        }
    }

    private int place(String name, Type type, String written) {
        Integer known = places.get(name);
        if (known != null) {
            ordinary = false;
            types.set(known, type);
            texts.set(known, written);
            return known;
        }
        int place = names.size();
        if (place == MOST) {
            ordinary = false;
            return -1;
        }
        if (place == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * place);
        }
        places.put(name, place);
        names.add(name);
        types.add(type);
        texts.add(written);
        return place;
    }

    /** Returns this record without the objects that have a {@code _type}: they are histograms, pictures, tables. */
    FlatRecord withoutMedia() {
        List<String> media = names.stream()
                .filter(name -> name.endsWith('/' + MEDIA))
                .map(name -> name.substring(0, name.length() - MEDIA.length()))
                .toList();
        if (media.isEmpty()) {
            return this;
        }
        FlatRecord others = new FlatRecord();
        for (int i = 0; i < names.size(); i++) {
            if (media.stream().noneMatch(names.get(i)::startsWith)) {
                others.put(names.get(i), types.get(i), texts.get(i), numbers[i]);
            }
        }
        return others;
    }

    /**
     * Turns texts that are numbers into numbers if they outnumber the fields that are numbers: some programs quote all
     * numbers.
     */
    void unquoteNumbers() {
        int balance = 0;
        for (int i = 0; i < names.size(); i++) {
            balance += isNumber(i) ? -1 : isQuotedNumber(i) ? 1 : 0;
        }
        for (int i = 0; balance > 0 && i < names.size(); i++) {
            if (isQuotedNumber(i)) {
                types.set(i, Type.NUMBER);
                numbers[i] = parse(texts.get(i));
            }
        }
    }

    /** Returns whether texts of this record could be turned into numbers if others stood in their place. */
    boolean mayUnquoteNumbers() {
        int balance = 0;
        for (int i = 0; i < names.size(); i++) {
            balance += isText(i) ? 1 : isNumber(i) ? -1 : 0;
        }
        return balance > 0;
    }

    private boolean isQuotedNumber(int field) {
        return isText(field) && isNumber(texts.get(field));
    }

    /** Returns whether {@code text} is a number by the grammar of JSON. */
    static boolean isNumber(String text) {
        return NUMBER.matcher(text).matches();
    }

    /** Returns the number that a text {@linkplain #isNumber(String) is}. */
    static double parse(String number) {
        return JavaDoubleParser.parseDouble(number);
    }

    /** Returns whether no name came twice and nothing was left out. */
    boolean ordinary() {
        return ordinary;
    }

    int size() {
        return names.size();
    }

    String name(int field) {
        return names.get(field);
    }

    /** The field of that name; -1 if there is none. */
    int indexOf(String name) {
        return places.getOrDefault(name, -1);
    }

    boolean isNumber(int field) {
        return types.get(field) == Type.NUMBER;
    }

    boolean isText(int field) {
        return types.get(field) == Type.TEXT;
    }

    /** The number in a field that {@linkplain #isNumber is one}. */
    double number(int field) {
        return numbers[field];
    }

    /** The text of the field, without quotes; for a number that {@link #set} has replaced, the text of an older one. */
    String text(int field) {
        return texts.get(field);
    }

    /** Returns a hash of all that the record holds, as it was read: it is equal if the records are. */
    long sum() {
        long sum = names.size();
        for (int i = 0; i < names.size(); i++) {
            sum = JsonColumn.mix(
                    sum, (long) names.get(i).hashCode() << 32 | texts.get(i).hashCode() & 0xffffffffL);
        }
        return sum;
    }

    /** The Unix milliseconds that stand in the field as a number or a text; {@link Times#UNKNOWN} if there are none. */
    long time(int field) {
        String text = texts.get(field);
        return isNumber(field)
                ? Times.ofUnix(numbers[field])
                : isNumber(text) ? Times.ofUnix(parse(text)) : Times.ofDate(text);
    }

    /** Puts another number into a field that holds one. */
    void set(int field, double number) {
        numbers[field] = number;
    }

    /** Puts another text into a field that holds one. */
    void set(int field, String text) {
        texts.set(field, text);
    }
}
