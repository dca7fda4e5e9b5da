package io.traindeck.listing;

import io.traindeck.state.Status;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The orders in which runs can be listed. */
public enum RunOrder {
    /** First the runs that somebody is at work on, then the others; the newest first in both. */
    NEWEST("newest"),
    NAME("name"),
    /** Sorted by the goal that most runs have, the best first; then by the other goals. */
    BEST("best"),
    /** Sorted by what the runs are doing; the runs that somebody is at work on come first. */
    STATE("state");

    private static final Comparator<RunSummary> BY_AGE = Comparator.<RunSummary>comparingLong(
                    run -> run.about().sinceMs())
            .reversed()
            .thenComparing(RunSummary::name);

    private final String word;

    RunOrder(String word) {
        this.word = word;
    }

    /** The word that people use for it. */
    public String word() {
        return word;
    }

    /** Returns the one that people call so; empty if there is none. */
    public static Optional<RunOrder> of(String word) {
        return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
    }

    /** The words of all orders, joined for a sentence. */
    public static String words() {
        return Arrays.stream(values()).map(RunOrder::word).collect(Collectors.joining(", "));
    }

    /** The next order; after the last comes the first. */
    public RunOrder next() {
        return values()[(ordinal() + 1) % values().length];
    }

    /** The runs in that order. */
    public List<RunSummary> sorted(List<RunSummary> runs) {
        return runs.stream().sorted(comparator(runs)).toList();
    }

    private Comparator<RunSummary> comparator(List<RunSummary> runs) {
        return switch (this) {
            case NEWEST ->
                Comparator.<RunSummary, Boolean>comparing(run -> !run.isLive()).thenComparing(BY_AGE);
            case NAME ->
                Comparator.comparing(RunSummary::name, String.CASE_INSENSITIVE_ORDER)
                        .thenComparing(BY_AGE);
            case BEST -> {
                Map<String, Long> counts = runs.stream()
                        .collect(Collectors.groupingBy(run -> run.best().metric(), Collectors.counting()));
                yield Comparator.<RunSummary, Boolean>comparing(
                                run -> Double.isNaN(run.best().value()))
                        .thenComparing(run -> -counts.get(run.best().metric()))
                        .thenComparing(run -> run.best().metric())
                        .thenComparingDouble(run -> run.best().higher()
                                ? -run.best().value()
                                : run.best().value())
                        .thenComparing(BY_AGE);
            }
            case STATE ->
                Comparator.<RunSummary, Status>comparing(
                                RunSummary::state, Comparator.nullsLast(Comparator.naturalOrder()))
                        .thenComparing(BY_AGE);
        };
    }
}
