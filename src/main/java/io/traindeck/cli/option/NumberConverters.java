package io.traindeck.cli.option;

import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Numbers on the command line. A text that is no number is refused in a user's words, not in Java's. */
public final class NumberConverters {
    public static final ITypeConverter<Integer> INT = of(Integer::valueOf, "a whole number");
    public static final ITypeConverter<Long> LONG = of(Long::valueOf, "a whole number");
    public static final ITypeConverter<Double> DOUBLE = of(Double::valueOf, "a number");

    private NumberConverters() {}

    private static <N extends Number> ITypeConverter<N> of(Function<String, N> parse, String what) {
        return word -> {
            try {
                return parse.apply(word);
            } catch (NumberFormatException e) {
                boolean digits = word.matches("[+-]?[0-9]+");
                throw new TypeConversionException("'" + word + "' is " + (digits ? "out of range" : "not " + what));
            }
        };
    }
}
