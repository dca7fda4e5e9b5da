package io.traindeck.dashboard.panel;

import io.traindeck.dashboard.keys.Action;
import io.traindeck.dashboard.page.Branching;
import io.traindeck.dashboard.page.Next;
import io.traindeck.dashboard.page.TypedCommand;
import io.traindeck.dashboard.page.Workplace;
import io.traindeck.source.LoggedRun;
import java.util.Optional;
import java.util.function.Consumer;

/** Branches of a run that is looked at, live or in a replay. */
public final class Branches {
    private final Workplace place;

    /** Makes branches with the trainers of {@code place}. */
    public Branches(Workplace place) {
        this.place = place;
    }

    /** The step from which a branch would begin; empty if nothing can be branched from here. */
    public Optional<Long> step(Frame frame, LoggedRun run) {
        return frame.isPossible(Action.BRANCH) && run.folder().isPresent()
                ? Optional.of(frame.branchStep())
                : Optional.empty();
    }

    /** The command, if it can be typed here. */
    public Optional<String> command(Frame frame, LoggedRun run) {
        return step(frame, run).map(step -> Branching.WORD);
    }

    /**
     * Begins a branch, if that was typed and is possible here.
     *
     * @param say takes a line for the user if the branch cannot be begun
     */
    public Optional<Next> obey(TypedCommand typed, Frame frame, LoggedRun run, Consumer<String> say) {
        return command(frame, run)
                .filter(typed.word()::equals)
                .map(word -> Branching.begin(typed.argument(), run.folder(), place, say));
    }
}
