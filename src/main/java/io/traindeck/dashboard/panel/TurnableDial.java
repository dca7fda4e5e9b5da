package io.traindeck.dashboard.panel;

import io.traindeck.event.Dial;
import io.traindeck.event.DialNumber;
import io.traindeck.state.RunState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A dial that a run's trainer lets a person turn.
 *
 * @param name as the trainer announced it
 * @param value the value that it has; empty if the log does not say
 * @param own our own trainer's dial of that name; empty for one of another program
 */
record TurnableDial(String name, String value, Optional<Dial> own) {
    /** Leading digits of the values that arrows go through, from one power of ten to the next. */
    private static final double[] STRIDES = {1, 1.5, 2, 3, 5, 7};

    private static final double LEAST = 1e-7;
    private static final double LEAST_CLIP = 0.01;
    private static final double FIRST_CLIP = 1;
    private static final double LEAST_DECAY = 1e-5;
    private static final double FIRST_DECAY = 0.01;
    private static final double PROBABILITY_STRIDE = 0.05;
    private static final double MOST_PROBABILITY = 0.95;
    private static final double ALMOST = 1e-9;

    /** The dials that the run's trainer announced: ours in the order of their table, then others by name. */
    static List<TurnableDial> of(RunState state) {
        List<String> names = new ArrayList<>(state.dials());
        List<String> ours = Arrays.stream(Dial.values()).map(Dial::word).toList();
        names.sort((a, b) -> {
            int place = Integer.compare(place(ours, a), place(ours, b));
            return place != 0 ? place : a.compareTo(b);
        });
        boolean own = state.about().isOwn();
        return names.stream()
                .map(name -> new TurnableDial(
                        name,
                        DialNumber.text(state.turned().value(name).orElse("")),
                        own ? Dial.of(name) : Optional.empty()))
                .toList();
    }

    private static int place(List<String> ours, String name) {
        int place = ours.indexOf(name);
        return place < 0 ? ours.size() : place;
    }

    /**
     * The value that an arrow makes of another.
     *
     * @param from the value that is shown
     * @param way 1 for more, -1 for less
     * @return empty if an arrow cannot change it: then it has to be typed
     */
    Optional<String> moved(String from, int way) {
        try {
            if (own.isPresent()) {
                return Optional.of(moved(own.get(), from, way));
            }
            if (from.equals("true") || from.equals("false")) {
                return Optional.of(String.valueOf(way > 0));
            }
            double number = Double.parseDouble(from);
            return Double.isFinite(number) && number > 0
                    ? Optional.of(Dial.MAX_LR.text(strided(number, way)))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String moved(Dial dial, String from, int way) {
        double value = dial.value(from);
        double after =
                switch (dial) {
                    case AUGMENT -> way > 0 ? 1 : 0;
                    case EPOCHS -> Math.max(1, value + way);
                    case PATIENCE -> Math.max(0, value + way);
                    case DROPOUT, HEAD_DROPOUT -> {
                        double strides = value / PROBABILITY_STRIDE;
                        double next = way > 0 ? Math.floor(strides + ALMOST) + 1 : Math.ceil(strides - ALMOST) - 1;
                        yield rounded(
                                Math.max(0, Math.min(Math.max(MOST_PROBABILITY, value), next * PROBABILITY_STRIDE)));
                    }
                    case CHECKPOINT_EVERY ->
                        way < 0 && value <= 2
                                ? Math.max(0, value - 1)
                                : Math.rint(value == 0 ? 10 : strided(value, way));
                    case CLIP -> orOff(value, way, LEAST_CLIP, FIRST_CLIP);
                    case WEIGHT_DECAY -> orOff(value, way, LEAST_DECAY, FIRST_DECAY);
                    case MAX_LR -> Math.max(LEAST, strided(value, way));
                };
        return dial.text(after);
    }

    /**
     * The next value of a dial that 0 turns off.
     *
     * @param least the least value above 0 that arrows come to
     * @param first the value with which an arrow turns it on
     */
    private static double orOff(double value, int way, double least, double first) {
        if (value == 0) {
            return way > 0 ? first : 0;
        }
        return way < 0 && value <= least * (1 + ALMOST) ? 0 : strided(value, way);
    }

    /** The next value with few digits. */
    private static double strided(double value, int way) {
        double power = Math.pow(10, Math.floor(Math.log10(value) + ALMOST));
        double digits = value / power;
        for (int i = 0; i < STRIDES.length; i++) {
            double stride = STRIDES[way > 0 ? i : STRIDES.length - 1 - i];
            if (way > 0 ? stride > digits * (1 + ALMOST) : stride < digits * (1 - ALMOST)) {
                return rounded(stride * power);
            }
        }
        return rounded(way > 0 ? 10 * power : 0.7 * power);
    }

    /** The number in four digits, without the rounding errors of binary fractions. */
    private static double rounded(double value) {
        return value == 0
                ? 0
                : new java.math.BigDecimal(value)
                        .round(new java.math.MathContext(4))
                        .doubleValue();
    }

    /** A sentence that says what the dial does; empty for a dial of another program. */
    String help() {
        return own.map(Dial::help).orElse("");
    }
}
