package io.traindeck.advice;

import io.traindeck.advice.History.News;
import java.util.List;
import java.util.Optional;

/** A learning rate that differs from the one that the run announced. */
final class RateOffSchedule implements Rule {
    @Override
    public String code() {
        return "rate_off_schedule";
    }

    @Override
    public String title() {
        return "the learning rate is off its schedule";
    }

    @Override
    public String page() {
        return """
                Raised when the rates of three steps in a row differ from the announced
                schedule by more than 1 % of the largest rate. What a schedule should be
                follows from the run's first event: its schedule, max_lr, epochs and
                steps_per_epoch. Schedules of other names than traindeck's are not judged.

                A rate that is off means that the run is not the one that was asked for: the
                schedule is stepped at the wrong places, was started anew when the run was
                resumed, or is made for another number of steps. Its result then compares
                with nothing.

                traindeck's own trainer computes the rate from the step alone, so a log that
                has this was written by another trainer, or by a changed one.

                What to turn: step a per-step schedule (onecycle) after every update and a
                per-epoch one (cosine, step) after every epoch; restore the schedule when
                resuming; and give it the steps of the whole run.
                """;
    }

    @Override
    public boolean heeds(News news) {
        return news.isStep();
    }

    @Override
    public Optional<String> problem(History history) {
        SchedulePlan plan = history.schedule();
        if (!canJudge(history)
                || isOn(plan, history.rates().lastStep(), history.rates().last())) {
            return Optional.empty();
        }
        List<Point> last = history.rates().newest(Thresholds.RATES);
        if (last.isEmpty()
                || last.stream().anyMatch(rate -> isOn(plan, rate.step(), rate.value()) || !(rate.value() > 0))) {
            return Optional.empty(); // a rate that is zero is another matter
        }
        Point newest = last.get(0);
        return Optional.of("the learning rate is " + Words.rate(newest.value()) + " at step " + newest.step()
                + " where " + plan.title() + " has " + Words.rate(plan.rate(newest.step())));
    }

    @Override
    public String remedy(History history) {
        return "check where the schedule is stepped, and its number of steps";
    }

    @Override
    public boolean isOver(History history) {
        SchedulePlan plan = history.schedule();
        if (!canJudge(history)) {
            return true;
        }
        if (!isOn(plan, history.rates().lastStep(), history.rates().last())) {
            return false;
        }
        List<Point> last = history.rates().newest(Thresholds.RATES);
        return !last.isEmpty() && last.stream().allMatch(rate -> isOn(plan, rate.step(), rate.value()));
    }

    /**
     * Returns whether the schedule can be judged. A schedule that others call cosine or onecycle may have a warm-up or
     * an end that their log does not tell.
     */
    private static boolean canJudge(History history) {
        SchedulePlan plan = history.schedule();
        return history.isOurs()
                && plan.isKnown()
                && plan.maxLr() > 0
                && !history.rates().isEmpty();
    }

    private static boolean isOn(SchedulePlan plan, long step, double rate) {
        return Math.abs(rate - plan.rate(step)) <= Thresholds.RATE_TOLERANCE * plan.maxLr();
    }
}
