package io.traindeck.dashboard.live;

import io.traindeck.dashboard.page.TypedDials;
import io.traindeck.dashboard.panel.Resumption;
import io.traindeck.event.Dial;
import io.traindeck.run.RunException;
import io.traindeck.state.Status;
import java.util.EnumMap;
import java.util.Map;

/** Finds out whether a run that no trainer has in hand can be taken up again with the dials that a person wants. */
final class WantedDials {
    private WantedDials() {}

    /**
     * Returns the dials with their values, by which the trainer is started.
     *
     * @param wanted names of dials and values, as they were typed
     * @throws RunException if no trainer can take the run up with them, with one line for the user
     */
    static Map<Dial, String> of(Map<String, String> wanted, Observed seen, Status status) throws RunException {
        Resumption resumption = seen.resumption();
        if (!seen.state().about().isOwn() || !resumption.takesDials()) {
            throw new RunException("No trainer is at work. " + resumption.words());
        }
        Map<Dial, String> dials = new EnumMap<>(Dial.class);
        for (Map.Entry<String, String> dial : wanted.entrySet()) {
            TypedDials.put(dials, dial.getKey(), dial.getValue());
        }
        if (!status.isResumable()) {
            requireMore(dials, seen, status);
        }
        return dials;
    }

    /** A run that is done goes on only if there is more for it to do: its trainer would say so, but seconds later. */
    private static void requireMore(Map<Dial, String> dials, Observed seen, Status status) throws RunException {
        if (seen.resumption() == Resumption.BEGINNING) {
            throw new RunException(Resumption.LOST.words());
        }
        long epochs = seen.state().plan().epochs();
        double wanted = Double.parseDouble(dials.getOrDefault(Dial.EPOCHS, "0"));
        boolean patient = status == Status.EARLY_STOP && dials.containsKey(Dial.PATIENCE);
        if (wanted <= epochs && !patient) {
            throw new RunException("The run is over, and trains on only with more epochs, for instance: set "
                    + Dial.EPOCHS.word() + " " + (epochs + 1));
        }
    }
}
