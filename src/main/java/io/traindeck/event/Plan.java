package io.traindeck.event;

import java.util.Optional;

/**
 * The plan of a run, as far as its log tells it.
 *
 * @param steps the optimizer updates of the whole run; if 0 is given, epochs times steps per epoch; 0 if unknown
 * @param epochs the epochs of the whole run, where a part of an epoch counts as one; 0 if unknown
 * @param stepsPerEpoch the updates in an epoch; 0 if unknown
 * @param patience the epochs without a better goal before an early stop; 0 if off or unknown
 * @param clip the largest global gradient norm that is let through; 0 if off or unknown
 * @param maxLr the highest learning rate; 0 if unknown
 * @param schedule the name of the learning rate's schedule; empty if unknown
 */
public record Plan(
        long steps, int epochs, long stepsPerEpoch, int patience, double clip, double maxLr, String schedule) {
    /** A plan of which nothing is known. */
    public static final Plan UNKNOWN = new Plan(0, 0, 0, 0, 0, 0, "");

    /** Takes lengths below 0 as unknown. */
    public Plan {
        epochs = Math.max(0, epochs);
        stepsPerEpoch = Math.max(0, stepsPerEpoch);
        steps = steps > 0 ? steps : epochs * stepsPerEpoch;
    }

    /** Returns a plan of which only the lengths are known; 0 for a length that is not. */
    public static Plan of(long steps, int epochs, long stepsPerEpoch) {
        return new Plan(steps, epochs, stepsPerEpoch, 0, 0, 0, "");
    }

    /**
     * Returns the value of a dial that is part of a plan, as text; empty if the dial is not part of a plan, or unknown.
     */
    public Optional<String> value(String dial) {
        if (equals(UNKNOWN)) {
            return Optional.empty();
        }
        return Dial.of(dial).flatMap(known -> Optional.ofNullable(
                        switch (known) {
                            case EPOCHS -> (Double) (double) epochs;
                            case PATIENCE -> (Double) (double) patience;
                            case CLIP -> (Double) clip;
                            case MAX_LR -> (Double) maxLr;
                            default -> null;
                        })
                .map(known::text));
    }

    /**
     * Returns the plan once a dial is turned; this plan if the dial is not part of a plan, or cannot have that value.
     */
    public Plan with(String dial, String value) {
        Optional<Dial> known = Dial.of(dial);
        if (known.isEmpty()) {
            return this;
        }
        try {
            double number = known.get().value(value);
            boolean byEpochs = steps == epochs * stepsPerEpoch;
            return switch (known.get()) {
                case EPOCHS ->
                    new Plan(byEpochs ? 0 : steps, (int) number, stepsPerEpoch, patience, clip, maxLr, schedule);
                case PATIENCE -> new Plan(steps, epochs, stepsPerEpoch, (int) number, clip, maxLr, schedule);
                case CLIP -> new Plan(steps, epochs, stepsPerEpoch, patience, number, maxLr, schedule);
                case MAX_LR -> new Plan(steps, epochs, stepsPerEpoch, patience, clip, number, schedule);
                default -> this;
            };
        } catch (IllegalArgumentException e) {
            // Another program's dial of that name may have any value.
            return this;
        }
    }
}
