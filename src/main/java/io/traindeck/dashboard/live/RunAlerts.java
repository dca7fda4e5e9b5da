package io.traindeck.dashboard.live;

import io.traindeck.dashboard.page.Alert;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Warning;
import io.traindeck.source.LoggedRun;
import io.traindeck.state.Standing;
import io.traindeck.state.Status;
import java.util.ArrayList;
import java.util.List;

/** Tells what has happened in one run that is watched. What its log tells of the time before is not news. */
final class RunAlerts {
    private final LoggedRun run;

    /** The status of the run at the last look; null before the first. */
    private Status status;

    private List<TrainEvent> events = List.of();

    RunAlerts(LoggedRun run) {
        this.run = run;
    }

    /** Returns what has happened since the last look. */
    List<Alert> of(Observed seen, long nowMs) {
        if (!seen.isWhole()) {
            return List.of();
        }
        List<Alert> alerts = new ArrayList<>();
        Status now = seen.status(nowMs);
        List<TrainEvent> newest = seen.state().journal().events();
        if (status != null) {
            List<Warning> warnings = newWarnings(newest);
            if (!warnings.isEmpty()) {
                String more = warnings.size() == 1 ? "" : " (the newest of " + warnings.size() + ")";
                alerts.add(alert(Alert.Kind.ADVICE, warnings.get(0).message() + more));
            }
            Alert.Kind.of(status, now).ifPresent(kind -> alerts.add(alert(kind, words(seen, now, nowMs))));
        }
        status = now;
        events = newest;
        return alerts;
    }

    /** Returns the new warnings, the newest first. */
    private List<Warning> newWarnings(List<TrainEvent> newest) {
        List<Warning> warnings = new ArrayList<>();
        TrainEvent last = events.isEmpty() ? null : events.get(events.size() - 1);
        for (int i = newest.size() - 1; i >= 0; i--) {
            if (newest.get(i) == last) {
                return warnings;
            } else if (newest.get(i) instanceof Warning warning) {
                warnings.add(warning);
            }
        }
        // If the last event is gone, the log was replaced, and nobody knows what in it is new.
        return last == null ? warnings : List.of();
    }

    private static String words(Observed seen, Status now, long nowMs) {
        return switch (now) {
            case CRASHED -> Standing.of(seen.state()).untoldEnd();
            case STALLED -> Standing.of(seen.state()).silence(nowMs);
            case QUIET -> "nothing new for some minutes";
            default ->
                seen.state()
                        .end()
                        .map(TrainEvent.RunEnded::message)
                        .filter(message -> !message.isEmpty())
                        .orElse(now.code());
        };
    }

    private Alert alert(Alert.Kind kind, String text) {
        return new Alert(run.path(), kind, run.name(), text);
    }
}
