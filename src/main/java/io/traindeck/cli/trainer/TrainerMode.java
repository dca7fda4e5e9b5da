package io.traindeck.cli.trainer;

import io.traindeck.event.Dial;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The way in which a run starts.
 *
 * @param from the checkpoint to begin from; empty for the last
 * @param changes the dials that are turned first, and their values
 * @param parent the name of the run that {@code from} belongs to, if this is a branch of it; null otherwise
 * @param amended what run.json says otherwise from now on
 * @param exec the command that is started when something happens to the run; empty for none
 * @param unlessDone whether another's program is left alone if it has come to its end meanwhile: it is started only to
 *     have the run done, and somebody else may have been faster
 */
public record TrainerMode(
        boolean resumes,
        Optional<Path> from,
        Map<Dial, String> changes,
        String parent,
        Amended amended,
        Optional<String> exec,
        boolean unlessDone) {
    public static TrainerMode fresh() {
        return new TrainerMode(false, Optional.empty(), Map.of(), null, Amended.NOTHING, Optional.empty(), false);
    }

    /** Returns the mode of a new run that begins at a checkpoint of another. */
    public static TrainerMode branching(Path from, Map<Dial, String> changes, String parent) {
        return new TrainerMode(false, Optional.of(from), changes, parent, Amended.NOTHING, Optional.empty(), false);
    }

    public static TrainerMode resumingLast() {
        return resuming(Optional.empty(), Map.of());
    }

    public static TrainerMode resuming(Optional<Path> from, Map<Dial, String> changes) {
        return new TrainerMode(true, from, changes, null, Amended.NOTHING, Optional.empty(), false);
    }

    /** Returns this mode, with a command that is started when something happens to the run. */
    public TrainerMode telling(Optional<String> command) {
        return new TrainerMode(resumes, from, changes, parent, amended, command, unlessDone);
    }

    /** Returns this mode, for somebody who only wants the run to be done. */
    public TrainerMode unlessDone(boolean only) {
        return new TrainerMode(resumes, from, changes, parent, amended, exec, only);
    }

    /** Returns this mode, with what run.json says otherwise from now on. */
    public TrainerMode amending(Amended change) {
        return new TrainerMode(resumes, from, changes, parent, change, exec, unlessDone);
    }
}
