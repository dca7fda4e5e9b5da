package io.traindeck.cli.evaluation;

import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.run.EventLogReader;
import io.traindeck.train.ModelFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The epochs of a log that still count: if a run went back to a checkpoint, it has trained the later ones anew. */
final class LoggedEpoch implements Consumer<TrainEvent> {
    private final TreeMap<Integer, Measured> epochs = new TreeMap<>();

    private LoggedEpoch() {}

    /** Returns the validation of {@code weights} that {@code log} holds; empty if there is none. */
    static Optional<Measured> find(Path log, ModelFile.Origin weights) {
        LoggedEpoch history = new LoggedEpoch();
        try (EventLogReader reader = new EventLogReader(log)) {
            reader.poll(history);
        } catch (IOException e) {
            // The part that was read is there to compare with.
        }
        return history.epochs.values().stream()
                .filter(epoch -> weights.step().isPresent()
                        ? weights.step().get() == epoch.step()
                        : weights.epoch().equals(Optional.of((int) epoch.epoch())))
                .findFirst();
    }

    @Override
    public void accept(TrainEvent event) {
        if (event instanceof TrainEvent.RunStarted) {
            epochs.clear();
        } else if (event instanceof TrainEvent.RunResumed resumed) {
            epochs.tailMap(resumed.epoch(), true).clear();
        } else if (event instanceof Measured epoch && epoch.kind() == Measured.Kind.EPOCH) {
            epochs.put((int) epoch.epoch(), epoch);
        }
    }
}
