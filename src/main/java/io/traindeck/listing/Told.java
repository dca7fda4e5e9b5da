package io.traindeck.listing;

import io.traindeck.listing.RunSummary.About;
import io.traindeck.listing.RunSummary.Best;
import io.traindeck.listing.RunSummary.Reached;
import io.traindeck.listing.RunSummary.Trend;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunJson;
import io.traindeck.run.RunTask;
import io.traindeck.source.LoggedRun;
import io.traindeck.state.RunState;
import io.traindeck.state.Standing;
import java.util.Optional;

/** What is kept for the list of a log that has been read: little, for there may be ten thousand. */
record Told(Standing standing, boolean isMeasured, About about, Reached reached, Best best, Trend trend) {

    /**
     * What is known of a run.
     *
     * @param reading its log, read to the end
     * @param changedMs when the log was changed last, Unix milliseconds
     */
    static Told of(LoggedRun run, RunReading reading, long changedMs) {
        RunState state = reading.state();
        Optional<RunJson> json = run.folder().flatMap(Told::json);
        RunTask.Training training = json.map(RunJson::task).orElse(null) instanceof RunTask.Training ours ? ours : null;
        String recipe = state.about().fact("recipe");
        String data = state.about().fact("data");
        About about = new About(
                recipe.isEmpty() && training != null ? training.recipe() : recipe,
                data.isEmpty() && training != null ? training.images().data() : data,
                json.map(RunJson::createdMs).orElse(reading.firstMs()),
                changedMs,
                state.parent().orElse(training == null ? null : training.parent()));
        return new Told(
                Standing.of(state), state.isMeasured(), about, reading.reached(), reading.best(), reading.trend());
    }

    private static Optional<RunJson> json(RunFolder folder) {
        try {
            return Optional.of(RunJson.read(folder.runJson()));
        } catch (RunException e) {
            // The log alone must do; whoever opens this run is told what is wrong with the file.
            return Optional.empty();
        }
    }
}
