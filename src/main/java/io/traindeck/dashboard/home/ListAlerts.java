package io.traindeck.dashboard.home;

import io.traindeck.dashboard.page.Alert;
import io.traindeck.listing.RunSummary;
import io.traindeck.state.Status;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells what has happened in the runs of a list: which have ended, failed or stalled since they were last looked at.
 */
final class ListAlerts {
    private Map<Path, Status> before = Map.of();
    private RunsFollower.Seen seen;

    /** Returns what has happened since the last look. */
    List<Alert> of(RunsFollower.Seen newest) {
        if (newest == seen) {
            return List.of();
        }
        seen = newest;
        List<Alert> alerts = new ArrayList<>();
        Map<Path, Status> now = new HashMap<>();
        for (RunSummary run : newest.runs()) {
            Status last = before.get(run.place());
            if (run.isRead()) {
                now.put(run.place(), run.state());
                if (last != null) {
                    Alert.Kind.of(last, run.state()).ifPresent(kind -> alerts.add(alert(run, kind)));
                }
            } else if (last != null) {
                now.put(run.place(), last);
            }
        }
        before = now;
        return alerts;
    }

    private static Alert alert(RunSummary run, Alert.Kind kind) {
        String best = run.best().text().isEmpty()
                ? ""
                : ", best " + run.best().metric() + " " + run.best().text();
        return new Alert(run.run().path(), kind, run.name(), run.state().code() + best);
    }
}
