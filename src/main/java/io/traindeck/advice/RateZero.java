package io.traindeck.advice;

import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Step;
import java.util.List;
import java.util.Optional;

/** A learning rate with which nothing moves. */
final class RateZero implements Rule {
    @Override
    public String code() {
        return "rate_zero";
    }

    @Override
    public String title() {
        return "the learning rate is zero";
    }

    @Override
    public String page() {
        return """
                Raised when three steps in a row used a learning rate of zero, below zero,
                or NaN.

                With a rate of zero no weight moves: every further step is lost time. Below
                zero the weights move uphill. The usual cause is a schedule that ended
                before the run did: one made for fewer steps than are trained, or stepped
                once an epoch where it counts steps, or the other way round.

                traindeck's own schedules never reach zero; a log that has this was written
                by another trainer, or by a changed one.

                What to turn: the number of steps that the schedule is made for must be
                epochs times steps per epoch; --schedule constant tells whether the schedule
                is to blame.
                """;
    }

    @Override
    public boolean heeds(TrainEvent event) {
        return event instanceof Step;
    }

    @Override
    public Optional<String> problem(History history) {
        if (moves(history.steps().getLast())) {
            return Optional.empty();
        }
        List<Step> last = history.newest(Thresholds.RATE_STEPS);
        if (last.isEmpty() || last.stream().anyMatch(RateZero::moves)) {
            return Optional.empty();
        }
        double rate = last.get(0).lr();
        return Optional.of("the learning rate has been " + (rate == 0 ? "0" : Words.rate(rate)) + " for the last "
                + Thresholds.RATE_STEPS + " steps, to step "
                + last.get(0).step() + ": nothing is learned; make the schedule as long as the run, or try --schedule"
                + " constant");
    }

    @Override
    public boolean isOver(History history) {
        if (!moves(history.steps().getLast())) {
            return false;
        }
        List<Step> last = history.newest(Thresholds.RATE_STEPS);
        return !last.isEmpty() && last.stream().allMatch(RateZero::moves);
    }

    private static boolean moves(Step step) {
        return step.lr() > 0;
    }
}
