package io.traindeck.advice;

import io.traindeck.advice.History.News;
import java.util.List;
import java.util.Optional;

/** A learning rate of zero or less, with which nothing is learned. */
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
                or NaN. In the logs of others it takes a twentieth of the steps so far: some
                print the end of a schedule as 0.000000.

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
        List<Point> newest = rates.newest(rates.size());
        int count = 0;
        while (count < newest.size() && !(newest.get(count).value() > 0)) {
            count++;
        }
        if (count < Thresholds.RATES || mayBeRounded(history, newest.subList(0, count))) {
            return Optional.empty();
        }
        return Optional.of("the learning rate has been " + (rates.last() == 0 ? "0" : Words.rate(rates.last()))
                + " for the last " + rates.words(count) + ", to step " + rates.lastStep() + ": nothing is learned");
    }

    /**
     * Returns whether the zeros may be rounded rates: a log may print the end of a schedule with so few digits that it
     * is zero.
     */
    private static boolean mayBeRounded(History history, List<Point> zeros) {
        long last = zeros.get(0).step();
        long steps = last - zeros.get(zeros.size() - 1).step();
        return !history.isOurs() && zeros.size() < Thresholds.WINDOW && steps < Thresholds.ZERO_SHARE * last;
    }

    @Override
    public String remedy(History history) {
        if (history.plan().schedule().equals("constant")) {
            return "start with a rate above 0";
        }
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
