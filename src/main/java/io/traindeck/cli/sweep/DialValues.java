package io.traindeck.cli.sweep;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/**
 * The values that a dial may have in a sweep, as they are typed: some that are listed ({@code 1e-3,3e-3}), whole numbers
 * ({@code 1..4}), or a range of numbers from which random ones are drawn ({@code 1e-4..1e-2}).
 *
 * @param dial its name, as run.json has it
 * @param listed the values; empty for a range of numbers that are too many to be listed
 * @param range the numbers that may be drawn; null if values are listed
 * @param varies whether the dial differs between runs: a single value does not
 */
record DialValues(String dial, List<String> listed, Range range, boolean varies) {
    /**
     * If the ends of a range differ by this factor or more, numbers are drawn evenly by their logarithm, as suits
     * learning rates.
     */
    private static final double LOG_FROM = 10;

    /** Digits of a number that is drawn, as long as they tell it well enough: more only make names longer. */
    private static final int DIGITS = 3;

    /** The digits by which any number can be told from its neighbours. */
    private static final int ALL_DIGITS = 17;

    /** A number that is drawn is rounded by less than the range divided by this. */
    private static final double FINENESS = 100;

    private static final Pattern RANGE = Pattern.compile("([^.,]\\S*?)\\.\\.(\\S+)");

    /**
     * The numbers from {@code least} to {@code most}.
     *
     * @param whole whether only whole numbers are among them
     */
    record Range(double least, double most, boolean whole) {
        String draw(Random random) {
            double share = random.nextDouble();
            if (whole) {
                return Long.toString((long) (least + Math.floor(share * (most - least + 1))));
            }
            double drawn = least > 0 && most / least >= LOG_FROM
                    ? least * Math.pow(most / least, share)
                    : least + share * (most - least);
            return Double.toString(rounded(drawn)).replace('E', 'e');
        }

        /** Returns the number with as few digits as leave it in the range, and near where it was. */
        private double rounded(double drawn) {
            for (int digits = DIGITS; digits < ALL_DIGITS; digits++) {
                double rounded =
                        new BigDecimal(drawn).round(new MathContext(digits)).doubleValue();
                if (rounded >= least && rounded <= most && Math.abs(rounded - drawn) < (most - least) / FINENESS) {
                    return rounded;
                }
            }
            return drawn;
        }
    }

    DialValues {
        listed = List.copyOf(listed);
    }

    /**
     * Reads values as they are typed.
     *
     * @param separator the text between two values
     * @throws IllegalArgumentException in one line for the user
     */
    static DialValues parse(String dial, String text, String separator) {
        Matcher range = RANGE.matcher(text);
        if (range.matches()) {
            return range(dial, text, range.group(1), range.group(2));
        }
        List<String> values = Arrays.stream(text.split(Pattern.quote(separator), -1))
                .map(String::strip)
                .toList();
        if (values.stream().anyMatch(String::isEmpty)) {
            throw new IllegalArgumentException(dial + " has an empty value in '" + text + "'");
        }
        if (new HashSet<>(values).size() < values.size()) {
            throw new IllegalArgumentException(dial + " has a value twice in '" + text + "'");
        }
        return new DialValues(dial, values, null, values.size() > 1);
    }

    private static DialValues range(String dial, String text, String from, String to) {
        Optional<long[]> whole = whole(from, to);
        double least = whole.map(ends -> (double) ends[0]).orElseGet(() -> number(dial, text, from));
        double most = whole.map(ends -> (double) ends[1]).orElseGet(() -> number(dial, text, to));
        if (!(least <= most)) {
            throw new IllegalArgumentException(dial + " has a range that ends before it begins: " + text);
        }
        if (whole.isEmpty()) {
            return new DialValues(dial, List.of(), new Range(least, most, false), true);
        }
        List<String> listed = most - least >= Points.MOST
                ? List.of()
                : LongStream.rangeClosed((long) least, (long) most)
                        .mapToObj(Long::toString)
                        .toList();
        return new DialValues(dial, listed, new Range(least, most, true), true);
    }

    private static Optional<long[]> whole(String from, String to) {
        try {
            return Optional.of(new long[] {Long.parseLong(from), Long.parseLong(to)});
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static double number(String dial, String text, String word) {
        try {
            double value = Double.parseDouble(word);
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // The exception below says it.
        }
        throw new IllegalArgumentException(dial + " has a range whose end '" + word + "' is no number: " + text);
    }

    /** Draws one of the values. */
    String draw(Random random) {
        return range == null ? listed.get(random.nextInt(listed.size())) : range.draw(random);
    }
}
