package io.traindeck.metric;

import io.traindeck.event.Goal;
import io.traindeck.event.OwnMetrics;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Finds a run's goal: the metric that says which of its moments is the best. */
public final class Goals {
    private static final Set<String> GENERATOR = Set.of("g", "gen", "generator");
    private static final Set<String> DISCRIMINATOR = Set.of("d", "dis", "disc", "discriminator", "critic");

    private final List<Metric> all;
    private final boolean adversaries;

    private Goals(Collection<Metric> all) {
        this.all = all.stream().filter(metric -> !metric.is(Trait.EXTREME)).toList();
        adversaries = haveAdversaries(all);
    }

    /**
     * Returns the goal of a run that logs {@code all}. It is the goal that the run declares; else {@code val_acc}; else
     * the first metric on the validation data that judges a whole model (an accuracy, a word error rate), else a loss
     * on that data; else the same on the test data; else a reward; else the training loss, unless two networks train
     * against each other; else a training score.
     *
     * @param all the metrics in order of first appearance
     * @param declared null if the log names none
     * @return null if no metric is suitable
     */
    public static Goal of(Collection<Metric> all, Goal declared) {
        if (declared != null) {
            return declared;
        }
        Metric found = new Goals(all).find();
        return found == null ? null : new Goal(found.name(), found.better());
    }

    /** Returns whether two networks train against each other: then neither loss needs to fall if training goes well. */
    public static boolean haveAdversaries(Collection<Metric> all) {
        return all.stream().anyMatch(metric -> isLossOf(metric, GENERATOR))
                && all.stream().anyMatch(metric -> isLossOf(metric, DISCRIMINATOR));
    }

    private Metric find() {
        Metric found = first(metric -> metric.name().equals(OwnMetrics.VAL_ACC));
        found = found == null ? on(Part.VALIDATION) : found;
        found = found == null ? on(Part.TEST) : found;
        found = found == null ? first(metric -> metric.is(Trait.REWARD)) : found;
        found = found == null && !adversaries ? loss(Part.TRAIN) : found;
        found = found == null ? first(metric -> metric.is(Trait.VERDICT)) : found;
        return found;
    }

    private Metric on(Part part) {
        Metric found = first(metric -> metric.part() == part && metric.is(Trait.VERDICT));
        found = found == null ? loss(part) : found;
        return found == null ? first(metric -> metric.part() == part && metric.kind() == Kind.SCORE) : found;
    }

    /**
     * Returns the loss on a part that holds all others, or the first one. A loss of one of two adversaries is left out:
     * it is good if the other one is bad.
     */
    private Metric loss(Part part) {
        Predicate<Metric> some = metric -> metric.part() == part
                && metric.kind() == Kind.LOSS
                && !(adversaries && (isLossOf(metric, GENERATOR) || isLossOf(metric, DISCRIMINATOR)));
        Metric whole = first(some.and(metric -> metric.is(Trait.WHOLE)));
        return whole == null ? first(some) : whole;
    }

    private Metric first(Predicate<Metric> wanted) {
        return all.stream().filter(wanted).findFirst().orElse(null);
    }

    private static boolean isLossOf(Metric metric, Set<String> network) {
        return metric.kind() == Kind.LOSS
                && List.of(metric.quantity().split("_")).stream().anyMatch(network::contains);
    }
}
