package io.traindeck.cli.trainer;

import com.google.gson.JsonObject;
import io.traindeck.cli.option.DialsJson;
import io.traindeck.run.RunException;
import io.traindeck.run.RunJson;
import io.traindeck.run.RunTask;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What run.json says otherwise from now on, for a run that goes on or a branch. It changes nothing of what is computed.
 *
 * @param dataDir the folder in which the images lie by now; empty if they lie where they were
 * @param keep how many periodic checkpoints are kept; empty for as many as before
 */
public record Amended(Optional<Path> dataDir, OptionalInt keep) {
    /** All stays as it was. */
    public static final Amended NOTHING = new Amended(Optional.empty(), OptionalInt.empty());

    /** Returns that run.json with what is new. */
    RunJson in(RunJson json) throws RunException {
        return equals(NOTHING) ? json : json.with(in(json.training()), json.trainer());
    }

    /** Returns that training with what is new. */
    RunTask.Training in(RunTask.Training training) {
        RunTask.Images images = dataDir.map(
                        dir -> training.images().in(dir.toAbsolutePath().toString()))
                .orElse(training.images());
        JsonObject dials = training.dials();
        keep.ifPresent(number -> dials.addProperty(DialsJson.KEEP, number));
        return new RunTask.Training(
                training.recipe(), images, training.seed(), training.engine(), dials, training.parent());
    }
}
