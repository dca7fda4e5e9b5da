package io.traindeck.listing;

import io.traindeck.text.Likeness;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The values of a run by the names that a query has for them. */
final class Values {
    static final String STATE = "state";
    static final String HOST = "host";

    /** Texts that every run has, though they may be empty. */
    static final List<String> TEXTS = List.of("name", HOST, "recipe", "data", "format", "goal", "parent");

    /** Numbers that every run has, though they may be unknown. */
    static final List<String> NUMBERS = List.of("epoch", "epochs", "step", "best");

    /** The maximum number of letters that may be wrong in a name. */
    private static final int MOST_WRONG = 3;

    private Values() {}

    /** The text of that name; empty if it is unknown, or a number. */
    static String text(RunSummary run, String name) {
        return switch (name) {
            case "name" -> run.name();
            case HOST -> run.about().host();
            case "recipe" -> run.about().recipe();
            case "data" -> run.about().data();
            case "format" -> run.run().format();
            case "goal" -> run.best().metric();
            case "parent" ->
                run.about().parent() == null ? "" : run.about().parent().run();
            default -> run.about().details().text(name);
        };
    }

    /** The number of that name; NaN if it is unknown, or a text. */
    static double number(RunSummary run, String name) {
        return switch (name) {
            case "epoch" -> run.isRead() ? run.reached().epoch() : Double.NaN;
            case "epochs" ->
                run.reached().epochs() == 0 ? Double.NaN : run.reached().epochs();
            case "step" -> run.isRead() ? run.reached().step() : Double.NaN;
            case "best" -> run.best().value();
            default -> run.about().details().number(name);
        };
    }

    /** Returns whether the run has a value of that name. */
    static boolean has(RunSummary run, String name) {
        return TEXTS.contains(name)
                || NUMBERS.contains(name)
                || run.about().details().has(name);
    }

    /** The name that is most like this one, among those that the runs have; empty if none is like it. */
    static Optional<String> nearest(String name, List<RunSummary> runs) {
        String key = Details.key(name);
        Predicate<String> isNear = known -> Likeness.distance(known, key) <= Math.min(MOST_WRONG, key.length() / 2);
        return runs.stream()
                .map(run -> run.about().details().names())
                .distinct()
                .flatMap(List::stream)
                .distinct()
                .filter(isNear)
                .min(Comparator.comparingInt(known -> Likeness.distance(known, key)));
    }
}
