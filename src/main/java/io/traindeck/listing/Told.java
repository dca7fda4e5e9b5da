package io.traindeck.listing;

import io.traindeck.event.Goal;
import io.traindeck.event.TrainEvent.Parent;
import io.traindeck.listing.RunSummary.About;
import io.traindeck.listing.RunSummary.Best;
import io.traindeck.listing.RunSummary.Reached;
import io.traindeck.listing.RunSummary.Trend;
import io.traindeck.run.RunJson;
import io.traindeck.run.RunTask;
import io.traindeck.source.LoggedRun;
import io.traindeck.state.Curve;
import io.traindeck.state.RunState;
import io.traindeck.state.Series;
import io.traindeck.state.Standing;
import java.util.Optional;

/** The facts that a list keeps of a log that has been read: few, for there may be ten thousand logs. */
record Told(Standing standing, boolean isMeasured, About about, Reached reached, Best best, Trend trend) {

    /**
     * Collects what the list keeps of a run.
     *
     * @param place on which machine it lies
     * @param reading its log, read to the end
     * @param changedMs when the log was changed last, Unix milliseconds
     */
    static Told of(LoggedRun run, RunsFolder place, RunReading reading, long changedMs, Lore lore) {
        RunState state = reading.state();
        Optional<RunJson> json = run.folder().flatMap(folder -> RunJson.readable(folder.runJson()));
        RunTask.Training training = json.map(RunJson::task).orElse(null) instanceof RunTask.Training ours ? ours : null;
        String recipe = state.about().fact("recipe");
        String data = state.about().fact("data");
        About about = new About(
                recipe.isEmpty() && training != null ? training.recipe() : recipe,
                data.isEmpty() && training != null ? training.images().data() : data,
                json.map(RunJson::createdMs).orElse(reading.firstMs()),
                changedMs,
                parent(state, training),
                null,
                details(host(place, json), state, training).make(lore));
        return new Told(
                Standing.of(state, changedMs),
                state.isMeasured(),
                about,
                reading.reached(),
                reading.best(),
                reading.trend());
    }

    /**
     * Returns the parent as run.json names it, which is updated when the parent is renamed; else as the log names it.
     */
    private static Parent parent(RunState state, RunTask.Training training) {
        return training != null && training.parent() != null
                ? training.parent()
                : state.parent().orElse(null);
    }

    private static String host(RunsFolder place, Optional<RunJson> json) {
        return place.isHere()
                ? json.filter(RunJson::isOfAnotherHost)
                        .map(one -> one.trainer().host())
                        .orElse("")
                : place.host();
    }

    /**
     * Adds what the run was told before what was measured: in {@code lr<1e-3} the dial is meant if there is one. Of a
     * dial that was turned the value in force counts.
     */
    private static Details.Maker details(String host, RunState state, RunTask.Training training) {
        Details.Maker details = new Details.Maker().addText(Values.HOST, host);
        state.turned()
                .turns()
                .forEach(turn -> details.add(
                        turn.name(), state.turned().value(turn.name()).orElse(turn.after())));
        if (training != null) {
            training.dials().entrySet().stream()
                    .filter(dial -> dial.getValue().isJsonPrimitive())
                    .forEach(dial -> details.add(dial.getKey(), dial.getValue().getAsString()));
            details.add("seed", training.seed());
        }
        state.about().facts().forEach(details::add);
        for (String metric : state.metrics()) {
            Series rows = state.rowSeries(metric);
            Curve curve = (rows.isEmpty() ? state.series(metric) : rows).curve();
            if (!curve.isEmpty()) {
                details.add(metric, value(curve, state.meaning(metric).better()));
            }
        }
        return details.add("step", state.lastStep()).add("epochs", state.plan().epochs());
    }

    /** Returns the best value of a metric; if neither high nor low values of it are better, the last one. */
    private static double value(Curve curve, Goal.Better better) {
        if (better == null) {
            return curve.lastValue();
        }
        return better == Goal.Better.HIGHER ? curve.most() : curve.least();
    }
}
