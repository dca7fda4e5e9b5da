package io.traindeck.listing;

import java.util.List;
import java.util.Optional;

/**
 * A query that narrows a list of runs: terms with blanks between them, all of which must hold. See {@link QueryReader} for
 * how they are written.
 *
 * @param text as it was typed; empty to list all
 */
public record RunFilter(String text) {
    /** The filter that lists all runs. */
    public static final RunFilter ALL = new RunFilter("");

    /** Removes the blanks around the terms. */
    public RunFilter {
        text = text.strip();
    }

    /** The runs for which all terms hold, in the order given; a term that cannot be read holds for every run. */
    public List<RunSummary> of(List<RunSummary> runs) {
        List<Term> terms = QueryReader.read(text).terms();
        return terms.isEmpty()
                ? runs
                : runs.stream()
                        .filter(run -> terms.stream().allMatch(term -> term.holds(run)))
                        .toList();
    }

    /** The first term that cannot be read, and what is wrong with it, in one line; empty if all can. */
    public Optional<String> fault() {
        return QueryReader.read(text).fault();
    }

    /** The first name that none of the runs has a value for, in one line; empty if there is none. */
    public Optional<String> unknownName(List<RunSummary> runs) {
        return QueryReader.read(text).terms().stream()
                .flatMap(term -> term.name().stream())
                .filter(name -> runs.stream().noneMatch(run -> Values.has(run, name)))
                .findFirst()
                .map(name -> "No run has a dial, fact or metric called " + name
                        + Values.nearest(name, runs)
                                .map(near -> "; did you mean " + near + "?")
                                .orElse("."));
    }
}
