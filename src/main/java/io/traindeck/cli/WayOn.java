package io.traindeck.cli;

import io.traindeck.comparison.ComparedRuns;
import io.traindeck.dashboard.panel.Resumption;
import io.traindeck.event.Liveness;
import io.traindeck.remote.RemotePath;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunJson;
import io.traindeck.source.LoggedRun;
import io.traindeck.state.RunState;
import io.traindeck.state.Status;
import io.traindeck.text.Shell;
import io.traindeck.text.Typed;
import java.util.Locale;
import java.util.Optional;

/**
 * The way in which a run goes on that no trainer has in hand, or the reason why it does not.
 *
 * @param origin the place of the run if its folder is a copy; such a copy has not all files
 */
record WayOn(RunFolder folder, Optional<RemotePath> origin) {
    /**
     * Returns the words for a person: the end of a sentence.
     *
     * @throws RunException if its log cannot be read
     */
    String words() throws RunException {
        RunState state = ComparedRuns.state(LoggedRun.of(folder), unreadable -> {});
        Optional<RunJson> json = RunJson.readable(folder.runJson());
        long program = json.map(RunJson::livingProgram).orElse(0L);
        if (json.filter(RunJson::livingProgramStands).isPresent()) {
            return "its supervisor is gone, and its program (pid " + program
                    + ") stands still, paused; let it go on with:" + " kill -CONT " + program;
        } else if (program != 0) {
            return "its supervisor is gone, and its program (pid " + program + ") takes no commands";
        }
        Status status = Status.of(state, Liveness.NO_TRAINER, state.lastMs());
        if (!status.isResumable()) {
            String over = status == Status.EARLY_STOP ? "it stopped early" : "it is complete";
            // How long another program trains is not for us to say.
            return state.about().isOwn() ? over + "; to train on: " + command("resume") + " --epochs N" : over;
        }
        Resumption resumption = origin.isPresent() ? Resumption.of(state) : Resumption.of(state, folder);
        if (resumption == Resumption.DIVERGED) {
            // The words of the screen name a key.
            return "from here it would fail again; branch it " + place() + "with other dials: " + command("branch")
                    + " --at-step " + state.lastStep();
        }
        return resumption.isPossible()
                ? "start it again " + place() + "with: " + command("resume")
                : clause(resumption.words());
    }

    private String place() {
        return origin.map(there -> "on " + there.host() + ", ").orElse("");
    }

    /** Returns the command about the run, as it is typed on its machine. */
    private String command(String word) {
        return origin.map(there -> "traindeck " + word + " " + Shell.quoted(there.path()))
                .orElseGet(() -> Typed.command(word, folder.typed()));
    }

    /** Returns a sentence as the end of another. */
    private static String clause(String sentence) {
        return sentence.substring(0, 1).toLowerCase(Locale.ROOT)
                + sentence.substring(1).replaceAll("\\.$", "");
    }
}
