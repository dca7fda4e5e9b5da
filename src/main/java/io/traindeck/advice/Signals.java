package io.traindeck.advice;

import io.traindeck.event.Goal;
import io.traindeck.event.Names;
import io.traindeck.event.OwnMetrics;
import io.traindeck.metric.Goals;
import io.traindeck.metric.Group;
import io.traindeck.metric.Kind;
import io.traindeck.metric.Metric;
import io.traindeck.metric.Part;
import io.traindeck.metric.Trait;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * Assigns the roles that the rules look at to a run's metrics, given the names seen so far. A role may have no metric.
 */
final class Signals {
    /** The roles that metrics play for the rules. */
    enum Role {
        TRAIN_LOSS,
        VAL_LOSS,
        TRAIN_SCORE,
        VAL_SCORE,
        RATE,
        GRAD_NORM,
        SPEED,
        GOAL,
        BAD_EPOCHS
    }

    /** The number of names that a log may bring up: those of a broken log must not fill the memory. */
    private static final int MOST_NAMES = 1024;

    /** The number of shapes of lines whose places are remembered. */
    private static final int MOST_SHAPES = 256;

    /** The quantities in the roles; null for none. */
    record Quantities(String loss, String score, String rate, String norm, String speed) {}

    /**
     * The assignment of roles.
     *
     * @param heldOut the part of the data that is validated: the test data if a run has nothing else
     * @param lossFalls whether the loss falls if training goes well: with adversaries and with rewards it may not
     */
    record Cast(Quantities quantities, Part heldOut, Goal goal, boolean lossFalls) {
        static final Cast NOBODY = new Cast(new Quantities(null, null, null, null, null), Part.VALIDATION, null, false);
    }

    private final Map<String, Metric> seen = new LinkedHashMap<>();
    private final Map<Names, int[]> places = new IdentityHashMap<>();
    private final String[] names = new String[Role.values().length];
    private Goal declared;
    private Cast cast = Cast.NOBODY;
    private Names lastShape;
    private int[] lastPlaces;

    /** Takes the goal that the log names, or null. */
    void declare(Goal goal) {
        if (!Objects.equals(goal, declared)) {
            declared = goal;
            castAnew();
        }
    }

    void clear() {
        seen.clear();
        Arrays.fill(names, null);
        declared = null;
        castAnew();
    }

    /**
     * Returns the index of each role's number in a line of that shape, by the role's ordinal; -1 if there is none. A
     * new name may give a role to another metric.
     */
    int[] places(Names shape) {
        if (shape == lastShape) {
            return lastPlaces;
        }
        int[] known = places.get(shape);
        if (known == null) {
            see(shape);
            known = find(shape);
            if (places.size() == MOST_SHAPES) {
                places.clear();
            }
            places.put(shape, known);
        }
        lastShape = shape;
        lastPlaces = known;
        return known;
    }

    /** The present assignment of roles. */
    Cast cast() {
        return cast;
    }

    /** Returns whether the loss falls if training goes well. */
    boolean lossFalls() {
        return cast.lossFalls;
    }

    /** Returns the metric that last played the role; null if none has. */
    Metric metric(Role role) {
        return names[role.ordinal()] == null ? null : seen.get(names[role.ordinal()]);
    }

    Goal goal() {
        return cast.goal;
    }

    private void see(Names shape) {
        boolean more = false;
        for (String name : shape.list()) {
            if (seen.size() < MOST_NAMES && !seen.containsKey(name)) {
                seen.put(name, Metric.of(name));
                more = true;
            }
        }
        if (more) {
            castAnew();
        }
    }

    private void castAnew() {
        List<Metric> all = new ArrayList<>(seen.values());
        Goal goal = Goals.of(all, declared);
        List<Group> groups = Group.of(all, goal);
        boolean rewarded = all.stream().anyMatch(metric -> metric.is(Trait.REWARD));
        boolean validated =
                all.stream().anyMatch(metric -> metric.part() == Part.VALIDATION && metric.better() != null);
        cast = new Cast(
                quantities(groups),
                validated ? Part.VALIDATION : Part.TEST,
                goal,
                !rewarded && !Goals.haveAdversaries(all));
        places.clear();
        lastShape = null;
    }

    private static Quantities quantities(List<Group> groups) {
        return new Quantities(
                loss(groups),
                quantity(groups, group -> group.kind() == Kind.SCORE && isShare(group) && isOnBoth(group)),
                quantity(groups, group -> group.kind() == Kind.RATE),
                quantity(groups, Signals::isGradientNorm),
                quantity(groups, Signals::isTrainingSpeed));
    }

    private static boolean isGradientNorm(Group group) {
        String quantity = quantity(group);
        // llm.c and others call the gradient norm just the norm.
        boolean named = quantity.startsWith("grad") || quantity.equals("norm") || quantity.equals("gn");
        return group.kind() == Kind.NORM && named;
    }

    private static boolean isTrainingSpeed(Group group) {
        return group.kind() == Kind.SPEED && !group.lines().get(0).part().isHeldOut();
    }

    /**
     * Returns the goal's loss if it is trained on, else the one that holds all others, else one that is validated too.
     */
    private static String loss(List<Group> groups) {
        List<Group> losses =
                groups.stream().filter(group -> group.kind() == Kind.LOSS).toList();
        boolean goalFirst = !losses.isEmpty() && losses.get(0) == groups.get(0) && isOnBoth(losses.get(0));
        String found = goalFirst ? quantity(losses.get(0)) : null;
        found = found == null ? quantity(losses, group -> group.lines().get(0).is(Trait.WHOLE)) : found;
        found = found == null ? quantity(losses, Signals::isOnBoth) : found;
        found = found == null ? quantity(losses, group -> group.on(Part.TRAIN) != null) : found;
        return found == null ? quantity(losses, group -> true) : found;
    }

    private static String quantity(List<Group> groups, Predicate<Group> wanted) {
        return groups.stream().filter(wanted).findFirst().map(Signals::quantity).orElse(null);
    }

    private static String quantity(Group group) {
        return group.lines().get(0).quantity();
    }

    private static boolean isShare(Group group) {
        return group.lines().get(0).is(Trait.SHARE);
    }

    private static boolean isOnBoth(Group group) {
        return group.on(Part.TRAIN) != null
                && group.lines().stream().anyMatch(line -> line.part().isHeldOut());
    }

    private int[] find(Names shape) {
        int[] found = new int[Role.values().length];
        Arrays.fill(found, -1);
        for (int i = 0; i < shape.size(); i++) {
            Metric metric = seen.get(shape.get(i));
            Role role = metric == null ? null : role(metric);
            if (role != null && found[role.ordinal()] < 0) {
                found[role.ordinal()] = i;
                names[role.ordinal()] = metric.name();
            }
            if (metric != null && cast.goal != null && metric.name().equals(cast.goal.metric())) {
                found[Role.GOAL.ordinal()] = i;
                names[Role.GOAL.ordinal()] = metric.name();
            }
        }
        return found;
    }

    private Role role(Metric metric) {
        if (metric.name().equals(OwnMetrics.BAD_EPOCHS)) {
            return Role.BAD_EPOCHS;
        } else if (metric.is(Trait.EXTREME)) {
            return null;
        }
        String quantity = metric.quantity();
        Quantities now = cast.quantities;
        return switch (metric.kind()) {
            case LOSS -> quantity.equals(now.loss) ? onPart(metric, Role.TRAIN_LOSS, Role.VAL_LOSS) : null;
            case SCORE -> quantity.equals(now.score) ? onPart(metric, Role.TRAIN_SCORE, Role.VAL_SCORE) : null;
            case RATE -> quantity.equals(now.rate) ? Role.RATE : null;
            case NORM -> quantity.equals(now.norm) ? Role.GRAD_NORM : null;
            case SPEED -> quantity.equals(now.speed) && !metric.part().isHeldOut() ? Role.SPEED : null;
            case TIME, COUNT, OTHER -> null;
        };
    }

    private Role onPart(Metric metric, Role train, Role val) {
        return metric.part() == Part.TRAIN ? train : metric.part() == cast.heldOut ? val : null;
    }
}
