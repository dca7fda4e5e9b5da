package io.traindeck.listing;

import io.traindeck.event.Goal;
import io.traindeck.metric.Goals;
import io.traindeck.metric.Metric;
import io.traindeck.source.EventSource;
import io.traindeck.state.RunState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Shares between the logs of a list what one of them taught: the logs are much alike, and learning it anew for each
 * would take half of the time.
 */
final class Lore {
    /** The maximum number of sets of names that are kept. */
    private static final int MOST_SETS = 1000;

    private final Queue<EventSource> done = new ConcurrentLinkedQueue<>();
    private final Map<List<String>, Optional<Goal>> goals = new ConcurrentHashMap<>();
    private final Map<List<String>, List<String>> words = new ConcurrentHashMap<>();

    /**
     * Returns a source of a log of ours that is not used any more, see {@link io.traindeck.source.LoggedRun#openAfter};
     * null if there is none.
     */
    EventSource takeSource() {
        return done.poll();
    }

    /** Takes a source that is closed: what it has learned saves time when the next one is opened. */
    void giveSource(EventSource closed) {
        done.add(closed);
    }

    /** The goal of a run; null if nobody can say. */
    Goal goal(RunState state) {
        if (state.about().goal() != null) {
            return state.about().goal();
        }
        if (goals.size() > MOST_SETS) {
            goals.clear();
        }
        return goals.computeIfAbsent(List.copyOf(state.metrics()), Lore::goal).orElse(null);
    }

    /** Returns a list with the same words: a list that many runs have is kept once. */
    List<String> shared(List<String> some) {
        if (words.size() > MOST_SETS) {
            words.clear();
        }
        return words.computeIfAbsent(some, List::copyOf);
    }

    private static Optional<Goal> goal(List<String> names) {
        return Optional.ofNullable(Goals.of(names.stream().map(Metric::of).toList(), null));
    }
}
