package io.traindeck.listing;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A condition on a run. */
sealed interface Term {
    /** Returns whether the condition holds for the run, as far as that is known. */
    boolean holds(RunSummary run);

    /** The name of the value that it asks for; empty if every run has one. */
    default Optional<String> name() {
        return Optional.empty();
    }

    /**
     * Holds if the text stands somewhere in the run's name, state, format, recipe, data or goal, or in the name of the
     * run that it has branched from, in whatever case.
     */
    record Word(String text) implements Term {
        @Override
        public boolean holds(RunSummary run) {
            return Stream.of(
                            run.name(),
                            run.isRead() ? run.state().code() : "",
                            run.stateWords(),
                            run.run().format(),
                            run.about().recipe(),
                            run.about().data(),
                            run.best().metric(),
                            run.about().parent() == null
                                    ? ""
                                    : run.about().parent().run())
                    .anyMatch(value -> lower(value).contains(lower(text)));
        }
    }

    /** Holds if the run is in that state, or in one whose word begins with the text. */
    record State(String text) implements Term {
        /** Any state in which somebody is at work. */
        static final String LIVE = "live";

        @Override
        public boolean holds(RunSummary run) {
            return run.isRead()
                    && (run.state().code().startsWith(text)
                            || text.equals(LIVE) && run.state().isLive());
        }
    }

    /** Holds if the text stands somewhere in a value that is a text, or if the value is that number. */
    record Has(String key, String text) implements Term {
        @Override
        public boolean holds(RunSummary run) {
            String value = lower(Values.text(run, key));
            int at = value.indexOf(lower(text));
            while (at >= 0 && key.equals(Values.HOST) && cutsNumber(value, at)) {
                at = value.indexOf(lower(text), at + 1);
            }
            return at >= 0 || is(Values.number(run, key), text);
        }

        /**
         * Returns whether the match would end in the middle of a number: {@code gpu2} does not mean the machine
         * {@code gpu20}.
         */
        private boolean cutsNumber(String value, int at) {
            int end = at + text.length();
            return end < value.length()
                    && Character.isDigit(value.charAt(end))
                    && Character.isDigit(value.charAt(end - 1));
        }

        private static boolean is(double number, String text) {
            return Comparison.EQUAL.holds(number, QueryReader.number(text).orElse(Double.NaN));
        }

        @Override
        public Optional<String> name() {
            return Optional.of(key).filter(named -> !Values.TEXTS.contains(named));
        }
    }

    /** Holds if the value is that text, in whatever case. */
    record Is(String key, String text) implements Term {
        @Override
        public boolean holds(RunSummary run) {
            return Values.text(run, key).equalsIgnoreCase(text);
        }

        @Override
        public Optional<String> name() {
            return new Has(key, text).name();
        }
    }

    /** Holds if the comparison holds for the run's number; never for a run without that number. */
    record Compared(String key, Comparison comparison, double with) implements Term {
        @Override
        public boolean holds(RunSummary run) {
            return comparison.holds(Values.number(run, key), with);
        }

        @Override
        public Optional<String> name() {
            return Optional.of(key).filter(named -> !Values.NUMBERS.contains(named));
        }
    }

    /** Holds if the other condition does not. */
    record Not(Term other) implements Term {
        @Override
        public boolean holds(RunSummary run) {
            return !other.holds(run);
        }

        @Override
        public Optional<String> name() {
            return other.name();
        }
    }

    /** The ways to compare two numbers. */
    enum Comparison {
        AT_MOST("<="),
        AT_LEAST(">="),
        LESS("<"),
        MORE(">"),
        EQUAL("=");

        /**
         * The relative difference up to which numbers count as equal, so that a dozen digits are enough to write one.
         */
        private static final double NEAR = 1e-12;

        private final String sign;

        Comparison(String sign) {
            this.sign = sign;
        }

        String sign() {
            return sign;
        }

        /** Returns whether the comparison holds; false if one of the numbers is NaN. */
        boolean holds(double one, double other) {
            return switch (this) {
                case AT_MOST -> one <= other;
                case AT_LEAST -> one >= other;
                case LESS -> one < other;
                case MORE -> one > other;
                case EQUAL -> one == other || Math.abs(one - other) <= NEAR * Math.abs(other);
            };
        }
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
