package io.traindeck.dashboard.panel;

import io.traindeck.dashboard.draw.Text;
import io.traindeck.event.OwnMetrics;
import io.traindeck.metric.Kind;
import io.traindeck.metric.Metric;
import io.traindeck.state.RunState;
import io.traindeck.text.Numbers;
import io.traindeck.text.Safe;

/** The speed of a run in words: by what its log measures, else by its steps. */
final class SpeedWords {
    private static final int WIDTH = 6;
    private static final int LONGEST_UNIT = 16;
    private static final String PER_SECOND = "per_s";

    /** A speed from this on is rounded: not all its digits before the point are worth reading. */
    private static final double LARGEST_WHOLE = 1e5;

    private static final double LEAST_WHOLE = 100;

    private SpeedWords() {}

    /**
     * The speed in words, equally wide for every speed: {@code 320 images/s}, {@code mfu 41.2}; empty if it is not
     * known.
     */
    static String of(RunState state) {
        String metric = state.speed().metric();
        if (!metric.isEmpty()) {
            String unit = unit(state.meaning(metric));
            String number = number(state.speed().perSecond());
            return unit.endsWith("s") ? number + " " + unit : unit + " " + number;
        } else if (state.about().isOwn()) {
            return number(0) + " " + unit(state.meaning(OwnMetrics.IMAGES_PER_S));
        }
        double seconds = state.stepSeconds();
        if (!(seconds > 0)) {
            return "";
        }
        return seconds < 1 ? number(1 / seconds) + " steps/s" : number(seconds) + " s/step";
    }

    private static String number(double speed) {
        boolean isWhole = speed >= LEAST_WHOLE && speed < LARGEST_WHOLE;
        String text = speed == 0 ? "-" : isWhole ? String.valueOf(Math.round(speed)) : Numbers.scaled(speed);
        return Text.padLeft(text, WIDTH);
    }

    /** The unit of a speed: {@code tokens/s}, or what the log calls it. */
    static String unit(Metric metric) {
        int folder = metric.name().lastIndexOf('/') + 1;
        Metric inFolder = folder == 0 ? metric : Metric.of(metric.name().substring(folder));
        String quantity = (inFolder.kind() == Kind.SPEED ? inFolder : metric).quantity();
        String unit = quantity.replace('_', ' ');
        if (quantity.endsWith(PER_SECOND)) {
            unit = unit.substring(0, unit.length() - PER_SECOND.length()).stripTrailing() + "/s";
        }
        String safe = Safe.forCells(unit);
        // The last words say the most.
        while (safe.length() > LONGEST_UNIT && safe.indexOf(' ') >= 0) {
            safe = safe.substring(safe.indexOf(' ') + 1);
        }
        return safe.length() <= LONGEST_UNIT ? safe : Text.last(safe, LONGEST_UNIT);
    }
}
