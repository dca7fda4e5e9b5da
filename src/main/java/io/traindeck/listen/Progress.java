package io.traindeck.listen;

import io.traindeck.event.TrainEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How far a training has come. A checkpoint holds it in its metadata, so that whoever goes on from there counts on.
 *
 * @param step the updates that the parameters have had
 * @param epochs the epochs that are over
 * @param best the best epoch so far; null if there is none
 */
record Progress(long step, int epochs, TrainEvent.Best best) {
    static final Progress NONE = new Progress(0, 0, null);

    private static final String STEP = "step";
    private static final String EPOCHS = "epochs_done";
    private static final String BEST = "best";
    private static final String BEST_METRIC = "best_metric";
    private static final String BEST_STEP = "best_step";
    private static final String BEST_EPOCH = "best_epoch";

    Progress afterStep() {
        return new Progress(step + 1, epochs, best);
    }

    /** Returns this training after one more epoch; that is the best one if its metric is lower than any before. */
    Progress afterEpoch(String metric, double value) {
        boolean isBest =
                !Double.isNaN(value) && (best == null || !best.metric().equals(metric) || value < best.value());
        int done = epochs + 1;
        return new Progress(step, done, isBest ? new TrainEvent.Best(metric, value, step, done) : best);
    }

    /** Whether the last epoch that is over is the best one. */
    boolean isBestNow() {
        return best != null && best.epoch() == epochs;
    }

    /** Returns it as a checkpoint holds it. */
    Map<String, String> metadata() {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(STEP, Long.toString(step));
        metadata.put(EPOCHS, Integer.toString(epochs));
        if (best != null) {
            metadata.put(BEST_METRIC, best.metric());
            metadata.put(BEST, Double.toString(best.value()));
            metadata.put(BEST_STEP, Long.toString(best.step()));
            metadata.put(BEST_EPOCH, Integer.toString(best.epoch()));
        }
        return metadata;
    }

    /** Returns what a checkpoint says of it; empty if it does not say how far the training had come. */
    static Optional<Progress> of(Map<String, String> metadata) {
        try {
            long step = Long.parseLong(metadata.getOrDefault(STEP, ""));
            int epochs = Integer.parseInt(metadata.getOrDefault(EPOCHS, ""));
            return step < 0 || epochs < 0 ? Optional.empty() : Optional.of(new Progress(step, epochs, best(metadata)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static TrainEvent.Best best(Map<String, String> metadata) {
        return metadata.containsKey(BEST)
                ? new TrainEvent.Best(
                        metadata.getOrDefault(BEST_METRIC, ""),
                        Double.parseDouble(metadata.get(BEST)),
                        Long.parseLong(metadata.getOrDefault(BEST_STEP, "")),
                        Integer.parseInt(metadata.getOrDefault(BEST_EPOCH, "")))
                : null;
    }
}
