package io.traindeck.cli.trainer;

import io.traindeck.event.Dial;
import io.traindeck.run.RunException;
import io.traindeck.run.RunJson;
import io.traindeck.run.RunTask;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The way in which a run starts.
 *
 * @param from the checkpoint to begin from; empty for the last
 * @param changes the dials that are turned first, and their values
 * @param parent the name of the run that {@code from} belongs to, if this is a branch of it; null otherwise
 * @param dataDir the folder in which the images lie by now; empty for the one in run.json
 * @param exec the command that is started when something happens to the run; empty for none
 * @param unlessDone whether another's program is left alone if it has come to its end meanwhile: it is started only to
 *     have the run done, and somebody else may have been faster
 */
public record TrainerMode(
        boolean resumes,
        Optional<Path> from,
        Map<Dial, String> changes,
        String parent,
        Optional<Path> dataDir,
        Optional<String> exec,
        boolean unlessDone) {
    public static TrainerMode fresh() {
        return new TrainerMode(false, Optional.empty(), Map.of(), null, Optional.empty(), Optional.empty(), false);
    }

    /** Returns the mode of a new run that begins at a checkpoint of another. */
    public static TrainerMode branching(Path from, Map<Dial, String> changes, String parent) {
        return new TrainerMode(false, Optional.of(from), changes, parent, Optional.empty(), Optional.empty(), false);
    }

    public static TrainerMode resumingLast() {
        return resuming(Optional.empty(), Map.of());
    }

    public static TrainerMode resuming(Optional<Path> from, Map<Dial, String> changes) {
        return new TrainerMode(true, from, changes, null, Optional.empty(), Optional.empty(), false);
    }

    /** Returns this mode, with a command that is started when something happens to the run. */
    public TrainerMode telling(Optional<String> command) {
        return new TrainerMode(resumes, from, changes, parent, dataDir, command, unlessDone);
    }

    /** Returns this mode, for somebody who only wants the run to be done. */
    public TrainerMode unlessDone(boolean only) {
        return new TrainerMode(resumes, from, changes, parent, dataDir, exec, only);
    }

    /** Returns this mode, with the images in another folder if {@code dir} names one. */
    public TrainerMode reading(Optional<Path> dir) {
        return new TrainerMode(resumes, from, changes, parent, dir, exec, unlessDone);
    }

    /** Returns the run.json with the images where they lie by now. */
    RunJson moved(RunJson json) throws RunException {
        if (dataDir.isEmpty()) {
            return json;
        }
        RunTask.Training training = json.training();
        RunTask.Images there =
                training.images().in(dataDir.get().toAbsolutePath().toString());
        return json.with(training.withImages(there), json.trainer());
    }
}
