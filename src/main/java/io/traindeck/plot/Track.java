package io.traindeck.plot;

import io.traindeck.comparison.Best;
import io.traindeck.comparison.ComparedRun;
import io.traindeck.comparison.Comparison;
import io.traindeck.comparison.Figure;
import io.traindeck.comparison.StepAxis;
import io.traindeck.event.Description;
import io.traindeck.event.OwnMetrics;
import io.traindeck.text.Safe;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A run as a figure shows it.
 *
 * @param run the run, as its comparison has it
 * @param place the place by which the comparison knows the run
 * @param style how it is told from the others
 * @param phase its place among those that have marks, from 0 to 1
 * @param axis the axis along which its steps lie
 * @param best its best moment; null for none
 * @param reached its best value and where that was, or what it lacks
 */
record Track(ComparedRun run, int place, RunStyle style, double phase, StepAxis axis, Best best, String reached) {
    private static final int LONGEST_NAME = 42;

    /** The maximum number of facts about a run that a line has room for. */
    private static final int MOST_FACTS = 4;

    private static final int LONGEST_FACT = 24;

    static List<Track> of(Comparison comparison) {
        int marked = Math.min(RunStyle.COUNT, comparison.runs().size());
        return IntStream.range(0, comparison.runs().size())
                .mapToObj(place -> of(comparison, place, (place + 0.5) / marked))
                .toList();
    }

    private static Track of(Comparison comparison, int place, double phase) {
        ComparedRun run = comparison.runs().get(place);
        Best found = comparison.best(place);
        Best best = found != null && Double.isFinite(found.value()) ? found : null;
        String reached = best == null ? lacking(comparison, run) : reached(comparison, best);
        boolean lacksSteps =
                run.isOwn() && run.state().series(OwnMetrics.GRAD_NORM).isEmpty();
        StepAxis axis = run.axis(comparison.progress());
        return new Track(run, place, RunStyle.of(place), phase, axis, best, reached + (lacksSteps ? "; no steps" : ""));
    }

    private static String reached(Comparison comparison, Best best) {
        return comparison.figures().stream()
                        .filter(figure -> figure.sort() == Figure.Sort.BEST)
                        .map(figure -> figure.text(best.value()))
                        .collect(Collectors.joining())
                + " at " + best.words();
    }

    private static String lacking(Comparison comparison, ComparedRun run) {
        return run.isOwn() && run.rows().isEmpty()
                ? "no epoch finished"
                : comparison
                        .goal()
                        .map(goal -> "no " + shown(goal.metric().words()))
                        .orElse("no goal");
    }

    /** The name, printable, and short enough for a line. */
    String name() {
        return shown(run.name());
    }

    /** The data set, or nothing where the log does not say. */
    String data() {
        return shown(run.state().about().fact("data"));
    }

    /** A text, printable, and without its middle if it is too long: names often differ at their ends. */
    static String shown(String text) {
        String name = Safe.forLine(text);
        int length = name.codePointCount(0, name.length());
        if (length <= LONGEST_NAME) {
            return name;
        }
        int[] points = name.codePoints().toArray();
        int half = LONGEST_NAME / 2;
        return new String(points, 0, half) + "…" + new String(points, length - half + 1, half - 1);
    }

    /** Returns whether its style tells it from all others. */
    boolean isToldApart() {
        return style.isOfOne();
    }

    /** Returns whether it has measured nothing. */
    boolean isEmpty() {
        return !run.state().isMeasured();
    }

    /** Returns whether it is a run of our own trainer, or may be one. */
    boolean isOwn() {
        return run.isOwn() || isEmpty();
    }

    /** Its best value, or what it lacks. */
    String summary() {
        return isEmpty() ? "nothing to plot yet" : best == null ? reached : "best " + reached;
    }

    /**
     * The summary in full, and how the run was trained.
     *
     * @param goal the name of what the value measures, in words
     */
    String description(String goal) {
        String told = best == null ? reached : "best " + goal + " " + reached;
        String facts = run.isOwn() ? ownFacts() : facts();
        return facts.isEmpty() ? told : told + " · " + facts;
    }

    private String ownFacts() {
        Description about = run.state().about();
        return data() + ", recipe " + shown(about.fact("recipe")) + ", batch size " + shown(about.fact("batch_size"))
                + ", seed " + shown(about.fact("seed"));
    }

    private String facts() {
        return run.turnedDials().entrySet().stream()
                .map(dial -> shown(dial.getKey()) + " "
                        + shown(String.join("→", dial.getValue().shown())))
                .filter(fact -> fact.length() <= LONGEST_FACT)
                .limit(MOST_FACTS)
                .collect(Collectors.joining(", "));
    }
}
