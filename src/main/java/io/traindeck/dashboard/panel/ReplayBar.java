package io.traindeck.dashboard.panel;

import io.traindeck.dashboard.chart.Gauge;
import io.traindeck.dashboard.draw.Canvas;
import io.traindeck.dashboard.draw.Rect;
import io.traindeck.dashboard.draw.Role;
import io.traindeck.dashboard.draw.Text;
import io.traindeck.state.ReplayClock;
import io.traindeck.text.Numbers;

/** The place of a replay: a bar, the played time and all of it (events, if the log has no times), and the speed. */
final class ReplayBar {
    private static final double MS = 1000;
    private static final int NARROW = 46;

    private ReplayBar() {}

    static void draw(Canvas row, ReplayClock clock) {
        String left = row.glyphs().playing(clock.playing()) + " " + speed(clock.speed());
        boolean times = clock.timeline().hasTimes();
        String all = times
                ? Numbers.span(clock.timeline().lengthMs() / MS)
                : Numbers.count(clock.timeline().size());
        String now = times ? Numbers.span(clock.positionMs() / MS) : Numbers.count(clock.events());
        String right = Text.padLeft(now, all.length()) + " of " + all;
        int x = row.put(1, 0, Text.padRight(left, 7) + " ", Role.ACCENT);
        int end = row.width() - 1;
        if (row.width() >= NARROW) {
            row.putRight(end, 0, right, Role.TEXT);
            end -= right.length() + 1;
        }
        Gauge.draw(row.part(new Rect(x, 0, end - x, 1)), clock.fraction(), Role.ACCENT);
    }

    private static String speed(double speed) {
        boolean whole = speed >= 10 || speed == Math.rint(speed);
        return Numbers.fixed(speed, whole ? 0 : speed < 1 ? 3 : 1) + "x";
    }
}
