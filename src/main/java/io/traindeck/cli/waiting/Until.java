package io.traindeck.cli.waiting;

import io.traindeck.event.TrainEvent.Measured;
import java.util.function.DoublePredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A condition in a run that is waited for. */
sealed interface Until {
    /** The end of the run. */
    record End() implements Until {}

    /** A step, counted as the log counts it. */
    record Step(long step) implements Until {
        @Override
        public boolean isMetBy(Measured measured, boolean fractions) {
            return measured.step() >= step;
        }
    }

    /** The end of an epoch, counted as the log counts it. */
    record Epoch(long epoch) implements Until {
        @Override
        public boolean isMetBy(Measured measured, boolean fractions) {
            // A whole number beside a step may be that of the epoch which has just begun.
            return measured.epoch() > epoch
                    || measured.epoch() == epoch && (fractions || measured.kind() != Measured.Kind.STEP);
        }
    }

    /**
     * A value of a metric that is smaller or larger than a limit.
     *
     * @param metric its name as the log has it
     */
    record Value(String metric, boolean below, double limit) implements Until {
        @Override
        public boolean isMetBy(Measured measured, boolean fractions) {
            DoublePredicate meets = value -> below ? value < limit : value > limit;
            return meets.test(measured.values().get(metric));
        }
    }

    /**
     * Whether a line of the log shows that the condition is met.
     *
     * @param fractions whether the log tells of epochs in fractions, so that a whole number is the end of one
     */
    default boolean isMetBy(Measured measured, boolean fractions) {
        return false;
    }

    /** Reads a condition as it is typed. */
    final class Converter implements ITypeConverter<Until> {
        private static final Pattern COUNT = Pattern.compile("(step|epoch)=(\\d{1,18})");

        /** The last sign counts: a name may hold one too. */
        private static final Pattern VALUE = Pattern.compile("(.+)([<>])([^<>]+)");

        @Override
        public Until convert(String typed) {
            Matcher count = COUNT.matcher(typed);
            Matcher value = VALUE.matcher(typed);
            if (typed.equals("ended")) {
                return new End();
            } else if (count.matches()) {
                long number = Long.parseLong(count.group(2));
                return count.group(1).equals("step") ? new Step(number) : new Epoch(number);
            } else if (value.matches()) {
                return new Value(
                        value.group(1).strip(),
                        value.group(2).equals("<"),
                        limit(value.group(3).strip()));
            }
            throw new TypeConversionException(
                    "\"" + typed + "\" is none of ended, step=N, epoch=N, METRIC<X, METRIC>X");
        }

        private static double limit(String typed) {
            try {
                double limit = Double.parseDouble(typed);
                if (!Double.isNaN(limit)) {
                    return limit;
                }
            } catch (NumberFormatException e) {
                // The exception below says it.
            }
            throw new TypeConversionException("\"" + typed + "\" is no number that a metric could be compared with");
        }
    }
}
