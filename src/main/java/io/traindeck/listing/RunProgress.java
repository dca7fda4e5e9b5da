package io.traindeck.listing;

import io.traindeck.event.Description;
import io.traindeck.event.OwnMetrics;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunJson;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What a log's events add up to, as far as a line in the list of runs tells it. */
final class RunProgress implements Consumer<TrainEvent> {
    private String recipe;
    private String data;
    private int epochs;
    private int epoch;
    private int step;

    /** The finished epochs that were the best so far, by number. */
    private final TreeMap<Integer, Double> bestValAcc = new TreeMap<>();

    private final TreeMap<Integer, Double> valAcc = new TreeMap<>();

    private boolean paused;
    private EndReason ended;
    private boolean validating;
    private long lastProgressMs;

    @Override
    public void accept(TrainEvent event) {
        if (event instanceof TrainEvent.SystemUsage) {
            // Comes from a thread of its own, and would from a trainer whose loop hangs.
            return;
        }
        lastProgressMs = event.timeMs();
        validating = event instanceof TrainEvent.Validating;
        if (event instanceof Measured measured) {
            step = (int) measured.step();
            epoch = Double.isNaN(measured.epoch()) ? epoch : (int) measured.epoch();
            if (measured.values().has(OwnMetrics.VAL_ACC)) {
                validated(measured);
            }
        } else if (event instanceof TrainEvent.RunStarted e) {
            clear();
            Description about = e.about();
            recipe = about.fact("recipe");
            data = about.fact("data");
            epochs = about.plan().epochs();
            lastProgressMs = e.timeMs();
        } else if (event instanceof TrainEvent.RunResumed e) {
            bestValAcc.tailMap(e.epoch(), true).clear();
            valAcc.tailMap(e.epoch(), true).clear();
            epoch = e.epoch();
            step = (int) e.fromStep();
            paused = false;
            ended = null;
        } else if (event instanceof TrainEvent.Paused) {
            paused = true;
        } else if (event instanceof TrainEvent.Unpaused) {
            paused = false;
        } else if (event instanceof TrainEvent.RunEnded e) {
            step = (int) e.step();
            ended = e.reason();
        }
    }

    private void validated(Measured row) {
        double accuracy = row.values().get(OwnMetrics.VAL_ACC);
        valAcc.put(epoch, accuracy);
        bestValAcc.remove(epoch);
        if (Boolean.TRUE.equals(row.best())) {
            bestValAcc.put(epoch, accuracy);
        }
    }

    /** Forgets everything: the log begins anew. */
    void clear() {
        recipe = null;
        data = null;
        epochs = 0;
        epoch = 0;
        step = 0;
        bestValAcc.clear();
        valAcc.clear();
        paused = false;
        ended = null;
        lastProgressMs = 0;
    }

    /**
     * @param live whether a trainer lived before the log was read to its end
     * @param json of the run, which tells what a log without {@code run_started} does not
     */
    RunSummary summary(RunFolder run, boolean live, Optional<RunJson> json, long startedMs, long nowMs) {
        RunStatus status = RunStatus.of(live, Optional.ofNullable(ended), paused, validating, lastProgressMs, nowMs);
        return new RunSummary(
                run.name(),
                run.path().toAbsolutePath().normalize(),
                status,
                recipe != null ? recipe : json.map(RunJson::recipe).orElse(""),
                data != null ? data : json.map(RunJson::data).orElse(""),
                epoch,
                epochs,
                step,
                bestValAcc.isEmpty() ? 0 : bestValAcc.lastKey(),
                bestValAcc.isEmpty() ? Double.NaN : bestValAcc.lastEntry().getValue(),
                List.copyOf(valAcc.values()),
                startedMs);
    }
}
