package io.traindeck.advice;

import io.traindeck.advice.History.News;
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
    public boolean heeds(News news) {
        return news.isStep();
    }

    @Override
    public Optional<String> problem(History history) {
        Window rates = history.rates();
        if (rates.isEmpty() || rates.last() > 0) {
            return Optional.empty();
        }
        List<Point> last = rates.newest(Thresholds.RATES);
        if (last.isEmpty() || last.stream().anyMatch(rate -> rate.value() > 0)) {
            return Optional.empty();
        }
        double rate = last.get(0).value();
        return Optional.of("the learning rate has been " + (rate == 0 ? "0" : Words.rate(rate)) + " for the last "
                + rates.words(Thresholds.RATES) + ", to step " + last.get(0).step() + ": nothing is learned");
    }

    @Override
    public String remedy(History history) {
        return "make the schedule as long as the run, or try "
                + (history.isOurs() ? "--schedule constant" : "a constant rate");
    }

    @Override
    public boolean isOver(History history) {
        if (!(history.rates().last() > 0)) {
            return false;
        }
        List<Point> last = history.rates().newest(Thresholds.RATES);
        return !last.isEmpty() && last.stream().allMatch(rate -> rate.value() > 0);
    }
}
