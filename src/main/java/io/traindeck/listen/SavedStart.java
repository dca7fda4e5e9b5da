package io.traindeck.listen;

import io.traindeck.event.TrainEvent;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunTask;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The file from which a run goes on.
 *
 * @param said how far the training had come, as the file says; empty if it does not say
 */
record SavedStart(Path file, Optional<Progress> said) {
    /** Returns the file that an environment names; empty if it names none. */
    static Optional<SavedStart> of(Map<String, String> environment) {
        String file = environment.getOrDefault(RunTask.Program.RESUME_VARIABLE, "");
        return file.isEmpty() ? Optional.empty() : Optional.of(of(Path.of(file)));
    }

    private static SavedStart of(Path file) {
        try {
            return new SavedStart(file, Progress.of(ParameterFile.metadata(file)));
        } catch (IOException e) {
            // The program learns why it cannot be read when it loads it.
            return new SavedStart(file, Optional.empty());
        }
    }

    /** How far the training has come if it goes on from here. */
    Progress progress() {
        return said.orElse(Progress.NONE);
    }

    /** Tells the log of the run that it goes on from here. */
    void tell(RunFolder run, Consumer<TrainEvent> events) {
        Path home = run.path().toAbsolutePath().normalize();
        Path from = file.toAbsolutePath().normalize();
        String shown = (from.startsWith(home) ? home.relativize(from) : from).toString();
        long now = System.currentTimeMillis();
        events.accept(
                new TrainEvent.RunResumed(now, progress().step(), progress().epochs() + 1, shown));
        if (said.isEmpty()) {
            events.accept(new TrainEvent.Warning(
                    now,
                    "resume_unknown",
                    shown + " does not say at which step it was saved, so steps and epochs begin anew",
                    0));
        }
    }
}
