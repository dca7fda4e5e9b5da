package io.traindeck.advice;

import io.traindeck.event.TrainEvent;
import java.util.List;
import java.util.Optional;

/** One thing that can go wrong. A rule remembers nothing: it looks at the history, when an event that it heeds is new. */
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

    /** Whether events of its class can change what the rule says. */
    boolean heeds(TrainEvent event);

    /** In one line the evidence and what to turn, where it goes wrong; else empty. */
    Optional<String> problem(History history);

    /** Whether it has gone well again, by some margin. */
    boolean isOver(History history);
}
