package io.traindeck.source.text;

import io.traindeck.source.text.LineMeaning.Value;
import java.util.Locale;
import java.util.Set;

/** A number with its unit: {@code 1.2k}, {@code 98.5%}, {@code 4h 33m 12s}, {@code 3/10}, {@code 0.5 (0.6)}. */
final class Measure {
    private static final Set<String> UNITS =
            Set.of(("ms us s sec secs second seconds gb mb kb gib mib kib tflops wps fps dps tps samples tokens img "
                            + "images")
                    .split(" "));

    private LineTokens line;
    private int at;
    private double factor;
    private Value plus;
    private int over;

    /** Reads the number at {@code at} and what belongs to it; returns the place where the next one begins. */
    int read(LineTokens line, int at) {
        this.line = line;
        this.at = at;
        factor = 1;
        plus = null;
        over = -1;
        int next = at + 1;
        if (line.is(next, '%')) {
            next++;
        } else if (line.is(next, LineTokens.WORD)) {
            next = unit(next);
        } else if (line.is(next, '/') && line.is(at, LineTokens.INTEGER) && line.is(next + 1, LineTokens.INTEGER)) {
            over = next + 1;
            next += 2;
        }
        if (line.is(next, '/')
                && line.is(next + 1, LineTokens.WORD)
                && line.glued(next + 1)
                && isPer(line.text(next + 1))) {
            next += 2;
        }
        return spread(aside(next));
    }

    /** Returns the value that was read, without a name yet. */
    Value value(boolean firm) {
        return new Value("", at, factor, plus, over, firm);
    }

    private int unit(int next) {
        String text = line.text(next);
        boolean glued = line.glued(next);
        double seconds = seconds(text);
        if (seconds > 0 && (glued || seconds == 1 || text.length() > 1)) {
            factor = seconds;
            return rest(next + 1, seconds);
        }
        double multiple = glued ? multiple(text) : 0;
        if (multiple > 0) {
            factor = multiple;
            next++;
            return line.is(next, LineTokens.WORD) && line.gap(next) == 1 && isUnit(line.text(next)) ? next + 1 : next;
        }
        return glued || line.gap(next) == 1 && isUnit(text) ? next + 1 : next;
    }

    /** Reads the smaller units of a time in words, or the hours that follow days. */
    private int rest(int next, double than) {
        int number = line.is(next, ',') ? next + 1 : next;
        if (than == 86400 && line.is(number, LineTokens.TIME)) {
            plus = Value.of(number);
            return number + 1;
        }
        if (!line.isNumber(next)
                || line.gap(next) > 1
                || !line.is(next + 1, LineTokens.WORD)
                || !line.glued(next + 1)) {
            return next;
        }
        double seconds = seconds(line.text(next + 1));
        if (seconds == 0 || seconds >= than) {
            return next;
        }
        plus = new Value("", next, seconds, plus, -1, true);
        return rest(next + 2, seconds);
    }

    /** Passes over a mean or a percentage in parentheses after the number. */
    private int aside(int next) {
        if (!line.is(next, '(') || line.gap(next) > 1) {
            return next;
        }
        for (int i = next + 1; i < line.count() && i < next + 10; i++) {
            if (line.is(i, ')')) {
                return i + 1;
            }
            if (line.is(i, '=') || line.is(i, ':')) {
                return next;
            }
        }
        return next;
    }

    /** Passes over a deviation after the number: {@code +/- 0.1}. */
    private int spread(int next) {
        if (line.is(next, '+') && line.is(next + 1, '/') && line.is(next + 2, '-') && line.isNumber(next + 3)) {
            return next + 4;
        }
        return line.is(next, LineTokens.PLUS_MINUS) && line.isNumber(next + 1) ? next + 2 : next;
    }

    private static double multiple(String text) {
        return switch (text) {
            case "k", "K" -> 1e3;
            case "M" -> 1e6;
            case "G", "B" -> 1e9;
            case "T" -> 1e12;
            default -> 0;
        };
    }

    private static double seconds(String text) {
        return switch (text) {
            case "s", "sec", "secs", "second", "seconds" -> 1;
            case "m", "min", "mins", "minute", "minutes" -> 60;
            case "h", "hr", "hrs", "hour", "hours" -> 3600;
            case "d", "day", "days" -> 86400;
            default -> 0;
        };
    }

    static boolean isUnit(String text) {
        return UNITS.contains(text.toLowerCase(Locale.ROOT)) || isRate(text);
    }

    /** Returns whether the word is a rate: so many per time or per step. */
    static boolean isRate(String text) {
        int slash = text.indexOf('/');
        return slash > 0 && isPer(text.substring(slash + 1));
    }

    private static boolean isPer(String text) {
        return switch (text) {
            case "s", "sec", "second", "it", "step", "iter", "batch", "epoch", "sample", "img" -> true;
            default -> false;
        };
    }

    /**
     * Returns the index of the number that says how many there are to be, as in {@code 3/10}, {@code 3 of 10},
     * {@code 3 out of 10}; -1 if there is none.
     */
    static int total(LineTokens line, int at) {
        int next = at + 1;
        if (line.is(next, LineTokens.WORD)) {
            next += line.text(next).equals("out") ? 1 : 0;
            if (!line.is(next, LineTokens.WORD) || !line.text(next).equals("of")) {
                return -1;
            }
        } else if (!line.is(next, '/')) {
            return -1;
        }
        return line.is(next + 1, LineTokens.INTEGER) ? next + 1 : -1;
    }
}
