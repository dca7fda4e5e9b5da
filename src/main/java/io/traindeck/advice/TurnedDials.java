package io.traindeck.advice;

import io.traindeck.event.Description;
import io.traindeck.event.Plan;
import io.traindeck.event.TrainEvent.DialTurned;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The dials that were turned since a run began, and the resulting plan.
 *
 * @param about the description of the run
 * @param turns the turns in the order of the log; the newest {@link #MOST_TURNS}
 * @param plan the plan as it is now
 * @param schedule the learning rate of each step, past and planned
 */
public record TurnedDials(Description about, List<DialTurned> turns, Plan plan, SchedulePlan schedule) {
    private static final int MOST_TURNS = 1024;

    /** Returns the dials of a run in which no dial was turned. */
    public static TurnedDials none(Description about) {
        return new TurnedDials(about, List.of(), about.plan(), SchedulePlan.of(about));
    }

    /** Returns the dials after one more turn. */
    public TurnedDials with(DialTurned turn) {
        if (turn.name() == null || turn.after() == null) {
            return this;
        }
        List<DialTurned> more = new ArrayList<>(turns);
        more.add(turn);
        Plan next = plan.with(turn.name(), turn.after());
        return new TurnedDials(
                about,
                List.copyOf(more.subList(Math.max(0, more.size() - MOST_TURNS), more.size())),
                next,
                schedule.turned(next.maxLr(), next.epochs(), turn.step()));
    }

    /** Returns these turns in a run of which more has become known. */
    public TurnedDials about(Description known) {
        // The descriptions are not compared by equals: Java makes the comparison of a record when it is first used, and
        // the first picture would wait.
        return known == about ? this : none(known).withAll(turns);
    }

    /**
     * Returns the dials of a run that went on from {@code step}: turns at that step and later are told again, or do not
     * count.
     */
    public TurnedDials backTo(long step) {
        List<DialTurned> left =
                turns.stream().filter(turn -> turn.step() < step).toList();
        return left.size() == turns.size() ? this : none(about).withAll(left);
    }

    private TurnedDials withAll(List<DialTurned> more) {
        TurnedDials dials = this;
        for (DialTurned turn : more) {
            dials = dials.with(turn);
        }
        return dials;
    }

    /** Returns the description of the run, with its facts at the values that dials of these names were turned to. */
    public Description inForce() {
        if (turns.isEmpty()) {
            return about;
        }
        Map<String, String> facts = new LinkedHashMap<>(about.facts());
        turns.forEach(turn -> facts.replace(turn.name(), turn.after()));
        return new Description(about.plan(), about.goal(), about.commands(), facts);
    }

    /** Returns the last turn of a dial; empty if it was not turned. */
    public Optional<DialTurned> last(String dial) {
        for (int i = turns.size() - 1; i >= 0; i--) {
            if (Objects.equals(turns.get(i).name(), dial)) {
                return Optional.of(turns.get(i));
            }
        }
        return Optional.empty();
    }

    /**
     * Returns the value of a dial as far as the log tells it: the last one that it was turned to, or that of the start.
     */
    public Optional<String> value(String dial) {
        return last(dial)
                .map(DialTurned::after)
                .or(() -> about.plan().value(dial))
                .or(() -> Optional.ofNullable(about.facts().get(dial)));
    }
}
