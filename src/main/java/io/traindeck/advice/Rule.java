package io.traindeck.advice;

import io.traindeck.advice.History.News;
import java.util.List;
import java.util.Optional;

/**
 * A problem that a run can have. A rule remembers nothing: it looks at the history when there is news that matters to
 * it.
 */
sealed interface Rule
        permits NotFinite,
                Diverges,
                TrainLossStuck,
                GradientNormHigh,
                RateZero,
                RateOffSchedule,
                GapGrows,
                ValidationBetter,
                PatienceLow,
                ThroughputLow {

    /** Returns all rules, the gravest first. */
    static List<Rule> all() {
        return List.of(
                new NotFinite(),
                new Diverges(),
                new TrainLossStuck(),
                new GradientNormHigh(),
                new RateZero(),
                new RateOffSchedule(),
                new GapGrows(),
                new ValidationBetter(),
                new PatienceLow(),
                new ThroughputLow());
    }

    /** The warning's stable word. */
    String code();

    /** The meaning of the warning, in a few words. */
    String title();

    /** A page for a person: when it is raised, why it matters, what to turn and when to let it be. */
    String page();

    /** Returns whether such news can change what the rule says. */
    boolean heeds(News news);

    /**
     * Returns the evidence in a few words if there is a problem; else empty. A rule whose signals are missing is
     * silent.
     */
    Optional<String> problem(History history);

    /**
     * Returns what to turn, in a few words, if there is a problem: options of traindeck if its own trainer trains, else
     * dials that any trainer has.
     */
    String remedy(History history);

    /** Returns whether the problem is over, by some margin. */
    boolean isOver(History history);
}
