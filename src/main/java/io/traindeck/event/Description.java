package io.traindeck.event;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The facts that a run tells about itself beside its numbers.
 *
 * @param plan the plan of the run
 * @param goal null if the log names none
 * @param commands the commands that its trainer obeys: {@code pause}, {@code checkpoint}, {@code stop}, {@code park},
 *     {@code set:DIAL}; empty if it obeys none
 * @param facts all other facts by name, in the order of the log: numbers as they are written there, texts without
 *     quotes
 */
public record Description(Plan plan, Goal goal, Set<String> commands, Map<String, String> facts) {
    /** The description of a run that has told nothing and obeys nothing. */
    public static final Description NONE = new Description(Plan.UNKNOWN, null, Set.of(), Map.of());

    /** The commands that a trainer obeys if it does not say which it obeys. */
    public static final Set<String> USUAL_COMMANDS = Set.of("pause", "checkpoint", "stop");

    public Description {
        commands = Set.copyOf(commands);
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    }

    /** The facts that only traindeck's own trainer tells together: other programs may also call something a recipe. */
    private static final List<String> OWN_FACTS = List.of("recipe", "train_images");

    /** Returns a description of a plan and facts alone. */
    public static Description of(Plan plan, Map<String, String> facts) {
        return new Description(plan, null, Set.of(), facts);
    }

    /**
     * Returns whether traindeck's own trainer trains, whose metrics are {@link OwnMetrics} and whose dials have names.
     */
    public boolean isOwn() {
        return facts.keySet().containsAll(OWN_FACTS);
    }

    /** Returns whether the run has told nothing. */
    public boolean isNothing() {
        return facts.isEmpty() && commands.isEmpty() && goal == null && Objects.equals(plan, Plan.UNKNOWN);
    }

    /** Returns a fact; empty if there is none of that name. */
    public String fact(String name) {
        return facts.getOrDefault(name, "");
    }

    /** Returns a fact that is a whole number; 0 if it is not one. */
    public long count(String name) {
        try {
            return Long.parseLong(fact(name));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /**
     * Returns this description with what {@code newer} adds: its plan, goal and commands if it has any, and its facts.
     */
    public Description and(Description newer) {
        Map<String, String> all = new LinkedHashMap<>(facts);
        all.putAll(newer.facts);
        return new Description(
                newer.plan.equals(Plan.UNKNOWN) ? plan : newer.plan,
                newer.goal == null ? goal : newer.goal,
                newer.commands.isEmpty() ? commands : newer.commands,
                all);
    }
}
