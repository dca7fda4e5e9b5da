package io.traindeck.listing;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Words that narrow a list of runs: each must stand somewhere in a run's name, state, format, recipe, data or goal, or in
 * the name of the run that it has branched from, in whatever case.
 *
 * @param text as it was typed; empty to list all
 */
public record RunFilter(String text) {
    /** Lists all. */
    public static final RunFilter ALL = new RunFilter("");

    /** Leaves out what stands around the words. */
    public RunFilter {
        text = text.strip();
    }

    /** Those of the runs that it lets through, in their order. */
    public List<RunSummary> of(List<RunSummary> runs) {
        if (text.isEmpty()) {
            return runs;
        }
        List<String> words = List.of(lower(text).split("\\s+"));
        return runs.stream()
                .filter(run -> words.stream().allMatch(word -> has(run, word)))
                .toList();
    }

    private static boolean has(RunSummary run, String word) {
        return Stream.of(
                        run.name(),
                        run.isRead() ? run.state().code() : "",
                        run.stateWords(),
                        run.run().format(),
                        run.about().recipe(),
                        run.about().data(),
                        run.best().metric(),
                        run.about().parent() == null ? "" : run.about().parent().run())
                .anyMatch(text -> lower(text).contains(word));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
