package io.traindeck.advice;

import io.traindeck.advice.History.News;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.RunStarted;
import io.traindeck.event.TrainEvent.Warning;
import java.util.ArrayList;
import java.util.List;

/**
 * Says what is going wrong in a run: the events of its log go in and warnings come out, each with the evidence and what
 * to turn. The same events give the same warnings, whenever they are read and at whatever pace. It accepts events in
 * any order.
 *
 * <p>A code is raised once, and again only if all was well in between, at most {@link Thresholds#MOST_PER_CODE} times a
 * run. Warnings among the events change nothing here, so that its own may be published where it listens.
 */
public final class Adviser {
    private final List<Latch> latches = Rule.all().stream().map(Latch::new).toList();
    /**
     * The latches whose rules react to a kind of news, by the ordinal of that kind: so fewer are gone through at each
     * step.
     */
    private final Latch[][] heeding = new Latch[News.values().length][];

    private final History history = new History();

    public Adviser() {
        for (News news : News.values()) {
            heeding[news.ordinal()] =
                    latches.stream().filter(latch -> latch.rule.heeds(news)).toArray(Latch[]::new);
        }
    }

    /** Takes the next event in and returns the warnings that it gives rise to: mostly none. */
    public List<Warning> take(TrainEvent event) {
        if (event instanceof RunStarted) {
            latches.forEach(Latch::reset);
        }
        List<Warning> warnings = List.of();
        for (Latch latch : heeding[history.take(event).ordinal()]) {
            String message = latch.look(history);
            if (message != null) {
                warnings = new ArrayList<>(warnings);
                warnings.add(new Warning(event.timeMs(), latch.rule.code(), message, history.lastStep()));
            }
        }
        return warnings;
    }

    /** A rule, and whether and how often it has raised its warning. */
    private static final class Latch {
        private final Rule rule;
        private boolean standing;
        private int raised;

        Latch(Rule rule) {
            this.rule = rule;
        }

        void reset() {
            standing = false;
            raised = 0;
        }

        /** Returns the message of a warning that is to be raised now, or null. */
        String look(History history) {
            if (standing) {
                standing = !rule.isOver(history);
                return null;
            }
            if (raised == Thresholds.MOST_PER_CODE) {
                return null;
            }
            String evidence = rule.problem(history).orElse(null);
            if (evidence == null) {
                return null;
            }
            standing = true;
            raised++;
            return evidence + "; " + rule.remedy(history);
        }
    }
}
