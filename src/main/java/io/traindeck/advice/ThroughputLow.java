package io.traindeck.advice;

import io.traindeck.advice.History.News;
import io.traindeck.advice.Signals.Role;
import io.traindeck.metric.Metric;
import java.util.Locale;
import java.util.Optional;

/** Training that has become slow. */
final class ThroughputLow implements Rule {
    /** The ending of the name of a quantity that is counted by the second. */
    private static final String BY_SECOND = "_per_s";

    @Override
    public String code() {
        return "throughput_low";
    }

    @Override
    public String title() {
        return "throughput is down by a third";
    }

    @Override
    public String page() {
        return """
                Raised when four stretches in a row, each of at least 20 steps and 15
                seconds, ran at less than two thirds of what is usual for this run, the
                median of its stretches before, and slower than three quarters of these. Of
                traindeck's own trainer only the time of the steps counts, not pauses and
                validations. A change that lasts becomes the usual in time.

                Nothing is wrong with the training itself: a slow run learns the same. But
                something has taken the machine away from it. Where the log has the
                trainer's processor time, the message says whether others took it.

                What to look at: other programs (top; nvidia-smi on a GPU); heat and power
                limits, which lower the clock; memory that is swapped (free -m); a disk or a
                network share that images come from; a laptop off its charger.

                What to turn: stop or move what else runs; traindeck bench measures the
                machine and says where a step's time goes. p pauses the run until the
                machine is free again. Fewer threads help only where several trainers share
                the cores, and other threads give other bits.
                """;
    }

    @Override
    public boolean heeds(News news) {
        return news.isStep();
    }

    @Override
    public Optional<String> problem(History history) {
        Speed speed = history.speed();
        if (!speed.isNews() || !speed.isSlow()) {
            return Optional.empty();
        }
        double lost = 1 - speed.rate() / speed.usualRate();
        Metric metric = history.signals().metric(Role.SPEED);
        boolean bySecond = metric.quantity().endsWith(BY_SECOND);
        String work = Words.name(metric.quantity().replace(BY_SECOND, "/s").replace('_', ' '));
        return Optional.of(String.format(
                Locale.ROOT,
                "%s was %s%s in the last %d steps, %.0f%% below this run's usual %s",
                bySecond ? "throughput" : Words.name(metric.name()),
                Words.number(speed.rate()),
                bySecond ? " " + work : "",
                speed.steps(),
                100 * lost,
                Words.number(speed.usualRate())));
    }

    @Override
    public String remedy(History history) {
        if (history.device().isEmpty()) {
            return "see what else runs (top, nvidia-smi), heat and power limits, and where the data comes from";
        }
        if (!history.device().startsWith("cpu")) {
            return "see nvidia-smi for other programs, heat and power limits";
        }
        Speed speed = history.speed();
        double share = speed.cpuPercent() / speed.usualCpuPercent();
        if (Double.isNaN(share)) {
            return "see what else runs (top), and whether the processor is hot";
        }
        return String.format(
                Locale.ROOT,
                share < Thresholds.CPU_TAKEN
                        ? "the trainer gets %.0f%% of a core instead of %.0f%%: see what else runs (top)"
                        : "its processor time has not fallen (%.0f%% of a core, usual %.0f%%): see heat, power limits, memory"
                                + " and what shares the cores",
                speed.cpuPercent(),
                speed.usualCpuPercent());
    }

    @Override
    public boolean isOver(History history) {
        Speed speed = history.speed();
        return speed.isNews() && speed.rate() >= Thresholds.SLOW_OVER * speed.usualRate();
    }
}
