package io.traindeck.dashboard.live;

import io.traindeck.source.LoggedRun;
import io.traindeck.state.RunState;
import io.traindeck.text.LogWords;
import io.traindeck.text.Numbers;
import java.util.Optional;

/** The messages of a page, beside the run itself, about the log and about a trainer that was started from here. */
final class LogNews {
    private final LoggedRun run;
    private String toldFailure = "";
    private int toldAnew;
    private String toldTrouble = "";

    LogNews(LoggedRun run) {
        this.run = run;
    }

    /** A message to be shown once; one without text removes the one before. Empty if there is nothing new. */
    Optional<String> of(Observed seen) {
        Optional<String> news = Optional.empty();
        String failure = seen.trainer().startFailure();
        if (!failure.equals(toldFailure)) {
            toldFailure = failure;
            news = Optional.of(failure.isEmpty() ? "" : "The trainer did not start: " + failure);
        }
        if (seen.log().anew() != toldAnew) {
            toldAnew = seen.log().anew();
            news = Optional.of("The log was cut short or replaced; it is read on from its new start.");
        }
        if (!seen.log().trouble().equals(toldTrouble)) {
            toldTrouble = seen.log().trouble();
            // An earlier message must not hide the trouble.
            news = Optional.of("");
        }
        return news;
    }

    /** A message that is to be shown as long as its reason lasts; without text if there is none. */
    String standing(Observed seen) {
        if (!seen.isWhole()) {
            return "Reading the log: " + Numbers.wholePercent(seen.log().share());
        }
        if (seen.trainer().start() != null && seen.state() != RunState.EMPTY) {
            return (seen.kept().checkpoint()
                            ? "A trainer takes the run up again from its last checkpoint"
                            : "A trainer starts the run from the beginning")
                    + "; it is still loading.";
        }
        if (!seen.log().trouble().isEmpty()) {
            return seen.log().trouble();
        }
        if (seen.isAwaited()) {
            return "Waiting for the first numbers in " + run.named() + ".";
        }
        return seen.log().unreadable() == 0
                ? ""
                : LogWords.unreadable(seen.log().unreadable());
    }
}
