package io.traindeck.advice;

import io.traindeck.advice.History.News;
import java.util.List;
import java.util.Optional;

/** One thing that can go wrong. A rule remembers nothing: it looks at the history when there is news that it heeds. */
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

    /** All rules, the gravest first. */
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

    /** What it means, in a few words. */
    String title();

    /** A page for a person: when it is raised, why it matters, what to turn and when to let it be. */
    String page();

    /** Whether such news can change what the rule says. */
    boolean heeds(News news);

    /** The evidence in a few words, if it goes wrong; else empty. A rule whose signals are missing is silent. */
    Optional<String> problem(History history);

    /**
     * What to turn, in a few words, when there is a problem: the options of traindeck if its own trainer trains, and what
     * any trainer has if not.
     */
    String remedy(History history);

    /** Whether it has gone well again, by some margin. */
    boolean isOver(History history);
}
