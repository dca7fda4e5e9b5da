package io.traindeck.state;

/**
 * Where a replay is: pure, told how much time has passed.
 *
 * @param events how many events of the log have been played
 * @param positionMs played time at speed 1, from 0 to {@link Timeline#lengthMs}
 * @param speed recorded seconds per second
 */
public record ReplayClock(Timeline timeline, int events, double positionMs, double speed, boolean playing) {
    /** The whole run in this time, unless it was shorter. */
    private static final double DEFAULT_LENGTH_MS = 60_000;

    private static final double SLOWEST = 1.0 / 8;
    private static final double FASTEST = 1 << 20;

    /** At the start, playing. Before the first event there would be nothing to see. */
    public static ReplayClock start(Timeline timeline, double speed) {
        return new ReplayClock(timeline, Math.min(1, timeline.size()), 0, bounded(speed), true);
    }

    /** The speed at which the whole run takes about a minute, rounded to two digits; at least 1. */
    public static double defaultSpeed(Timeline timeline) {
        double speed = Math.max(1, timeline.lengthMs() / DEFAULT_LENGTH_MS);
        double unit = Math.pow(10, Math.floor(Math.log10(speed)) - 1);
        return Math.round(speed / unit) * unit;
    }

    /** After {@code ms} of the viewer's time. At the end it stops playing. */
    public ReplayClock tick(double ms) {
        if (!playing || !(ms > 0)) {
            return this;
        }
        double position = Math.min(timeline.lengthMs(), positionMs + ms * speed);
        int played = Math.max(events, timeline.countUntil(position));
        return new ReplayClock(timeline, played, position, speed, played < timeline.size());
    }

    /** Plays, or stands still; at the end, plays from the start. */
    public ReplayClock playOrPause() {
        return isAtEnd() ? start(timeline, speed) : new ReplayClock(timeline, events, positionMs, speed, !playing);
    }

    /** At twice the speed. */
    public ReplayClock faster() {
        return withSpeed(2 * speed);
    }

    /** At half the speed. */
    public ReplayClock slower() {
        return withSpeed(speed / 2);
    }

    /** At that speed, or at the nearest that there is. */
    public ReplayClock withSpeed(double newSpeed) {
        return new ReplayClock(timeline, events, positionMs, bounded(newSpeed), playing);
    }

    /** Right after the next step of the log. */
    public ReplayClock nextStep() {
        return to(timeline.stepAfter(events));
    }

    /** Right after the step before the present one. */
    public ReplayClock previousStep() {
        return to(timeline.stepBefore(events));
    }

    /** Right after the next row: a validation, or the end of an epoch. */
    public ReplayClock nextRow() {
        return to(timeline.rowAfter(events));
    }

    /** Right after an earlier row. */
    public ReplayClock previousRow() {
        return to(timeline.rowBefore(events));
    }

    /** Right after the end of that epoch, or after that step where the log has no epochs; or after the last one before it. */
    public ReplayClock toNumber(long number) {
        return to(timeline.place(number));
    }

    /** This clock moved by {@code ms} of recorded time, later or earlier, but not beyond the ends of the record. */
    public ReplayClock by(double ms) {
        double position = Math.max(0, Math.min(timeline.lengthMs(), positionMs + ms));
        int played = Math.max(Math.min(1, timeline.size()), timeline.countUntil(position));
        return new ReplayClock(timeline, played, position, speed, playing && played < timeline.size());
    }

    /** Right after the first event. */
    public ReplayClock toStart() {
        return to(1);
    }

    /** After the last event. */
    public ReplayClock toEnd() {
        return to(timeline.size());
    }

    /** Right after that many events, at least one. */
    public ReplayClock to(int count) {
        int bounded = Math.min(timeline.size(), Math.max(1, count));
        return new ReplayClock(
                timeline, bounded, timeline.playMs(bounded), speed, playing && bounded < timeline.size());
    }

    /** Whether all events have been played. */
    public boolean isAtEnd() {
        return events == timeline.size();
    }

    /** How far, from 0 to 1, in played time. */
    public double fraction() {
        return timeline.lengthMs() == 0 ? 1 : positionMs / timeline.lengthMs();
    }

    private static double bounded(double speed) {
        return Double.isNaN(speed) ? 1 : Math.max(SLOWEST, Math.min(FASTEST, speed));
    }
}
