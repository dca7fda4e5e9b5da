package io.traindeck.listing;

import io.traindeck.listing.Term.Comparison;
import io.traindeck.state.Status;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads queries such as {@code state:running val_acc>0.8 lr<1e-3 -name:old}.
 *
 * <p>A term is {@code NAME:TEXT}, {@code NAME=VALUE}, {@code NAME<NUMBER} or another comparison, or a word alone; a
 * minus before it negates it. A text with blanks or signs in it stands between double quotes.
 */
final class QueryReader {
    private static final Pattern NAMED = Pattern.compile("([^\\s:<>=!\"]++)(<=|>=|!=|[:<>=])(.*)", Pattern.DOTALL);

    /** A comparison or a text without the name before it. */
    private static final Pattern NAMELESS = Pattern.compile("(<=|>=|!=|[:<>=]).*", Pattern.DOTALL);

    private static final double HUNDRED = 100;

    private final List<Term> terms = new ArrayList<>();
    private String fault;

    private QueryReader() {}

    /** Reads a query, and skips the terms that cannot be read. */
    static QueryReader read(String query) {
        QueryReader reader = new QueryReader();
        written(query).forEach(reader::take);
        return reader;
    }

    /** Splits a query into its terms: a term ends at a blank that is not between quotes. */
    private static List<String> written(String query) {
        List<String> written = new ArrayList<>();
        StringBuilder term = new StringBuilder();
        boolean isQuoted = false;
        for (char next : (query + " ").toCharArray()) {
            isQuoted ^= next == '"';
            if (isQuoted || !Character.isWhitespace(next)) {
                term.append(next);
            } else if (term.length() > 0) {
                written.add(term.toString());
                term.setLength(0);
            }
        }
        if (isQuoted) {
            written.add(term.toString().strip());
        }
        return written;
    }

    /** The terms that can be read. */
    List<Term> terms() {
        return terms;
    }

    /** The first term that cannot be read, and why; empty if all can. */
    Optional<String> fault() {
        return Optional.ofNullable(fault);
    }

    private void take(String written) {
        boolean isTurned = written.startsWith("-") && written.length() > 1;
        String bare = isTurned ? written.substring(1) : written;
        if (written.chars().filter(one -> one == '"').count() % 2 != 0) {
            fail(written, "its closing quote is missing");
            return;
        }
        term(bare).ifPresent(term -> terms.add(isTurned ? new Term.Not(term) : term));
    }

    private Optional<Term> term(String written) {
        Matcher named = NAMED.matcher(written);
        if (!named.matches()) {
            Matcher nameless = NAMELESS.matcher(written);
            return nameless.matches()
                    ? fail(written, "a name is missing before " + nameless.group(1))
                    : Optional.of(new Term.Word(unquoted(written)));
        }
        String name = named.group(1).toLowerCase(Locale.ROOT);
        String sign = named.group(2);
        String value = unquoted(named.group(3));
        if (value.isEmpty()) {
            return fail(written, missing(sign) + " is missing after " + sign);
        }
        if (sign.equals("!=")) {
            return equal(written, name, value).map(Term.Not::new);
        }
        if (sign.equals("=")) {
            return equal(written, name, value);
        }
        return sign.equals(":") ? has(written, name, value) : compared(written, name, sign, value);
    }

    private static String missing(String sign) {
        return switch (sign) {
            case ":" -> "a text";
            case "=", "!=" -> "a number or a text";
            default -> "a number";
        };
    }

    private Optional<Term> equal(String written, String name, String value) {
        if (name.equals(Values.STATE)) {
            return state(written, value);
        }
        Optional<Double> number = number(value);
        return Optional.of(
                number.isPresent() && !Values.TEXTS.contains(name)
                        ? new Term.Compared(name, Comparison.EQUAL, number.get())
                        : new Term.Is(name, value));
    }

    private Optional<Term> has(String written, String name, String value) {
        return name.equals(Values.STATE) ? state(written, value) : Optional.of(new Term.Has(name, value));
    }

    private Optional<Term> state(String written, String value) {
        String word = value.toLowerCase(Locale.ROOT).replace(' ', '_').replace('-', '_');
        List<String> known = Stream.concat(
                        Stream.of(Term.State.LIVE),
                        Arrays.stream(Status.values()).map(Status::code))
                .distinct()
                .toList();
        if (known.stream().noneMatch(state -> state.startsWith(word))) {
            return fail(written, "there is no such state, but " + known.stream().collect(Collectors.joining(", ")));
        }
        return Optional.of(new Term.State(word));
    }

    private Optional<Term> compared(String written, String name, String sign, String value) {
        if (name.equals(Values.STATE) || Values.TEXTS.contains(name)) {
            return fail(written, name + " is no number; write " + name + ":" + value);
        }
        Optional<Double> number = number(value);
        if (number.isEmpty()) {
            return fail(written, "a number should follow " + sign + ", not \"" + value + "\"");
        }
        Comparison comparison = Arrays.stream(Comparison.values())
                .filter(one -> one.sign().equals(sign))
                .findFirst()
                .orElseThrow();
        return Optional.of(new Term.Compared(name, comparison, number.get()));
    }

    private Optional<Term> fail(String written, String why) {
        fault = fault == null ? "\"" + written + "\": " + why : fault;
        return Optional.empty();
    }

    private static String unquoted(String text) {
        return text.replace("\"", "");
    }

    /** Reads a number as people write it, also in percent; empty if the text is no number, or not a finite one. */
    static Optional<Double> number(String text) {
        boolean isPercent = text.endsWith("%");
        String digits = isPercent ? text.substring(0, text.length() - 1) : text;
        // Java takes 1d and 0x1p3 for numbers, too.
        if (!digits.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?")) {
            return Optional.empty();
        }
        double number = Double.parseDouble(digits);
        return Optional.of(isPercent ? number / HUNDRED : number).filter(Double::isFinite);
    }
}
