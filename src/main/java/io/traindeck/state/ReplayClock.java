package io.traindeck.state;

/**
 * The position of a replay: it is pure, and told how much time has passed.
 *
 * @param events the number of the log's events that have been played
 * @param positionMs the played time at speed 1, from 0 to {@link Timeline#lengthMs}
 * @param speed the recorded seconds per second
 */
public record ReplayClock(Timeline timeline, int events, double positionMs, double speed, boolean playing) {
    /** The time in which the whole run is played, unless it was shorter. */
    private static final double DEFAULT_LENGTH_MS = 60_000;

    private static final double SLOWEST = 1.0 / 8;
    private static final double FASTEST = 1 << 20;

    /**
     * Returns a clock that plays from the start. It begins after the first event, since before that there is nothing to
     * see.
     */
    public static ReplayClock start(Timeline timeline, double speed) {
        return new ReplayClock(timeline, Math.min(1, timeline.size()), 0, bounded(speed), true);
    }

    /** Returns the speed at which the whole run takes about a minute, rounded to two digits; at least 1. */
    public static double defaultSpeed(Timeline timeline) {
        double speed = Math.max(1, timeline.lengthMs() / DEFAULT_LENGTH_MS);
        double unit = Math.pow(10, Math.floor(Math.log10(speed)) - 1);
        return Math.round(speed / unit) * unit;
    }

    /** Returns the clock after {@code ms} of the viewer's time. At the end it stops playing. */
    public ReplayClock tick(double ms) {
        if (!playing || !(ms > 0)) {
            return this;
        }
        double position = Math.min(timeline.lengthMs(), positionMs + ms * speed);
        int played = Math.max(events, timeline.countUntil(position));
        return new ReplayClock(timeline, played, position, speed, played < timeline.size());
    }

    /** Plays, or pauses; at the end, plays from the start. */
    public ReplayClock playOrPause() {
        return isAtEnd() ? start(timeline, speed) : new ReplayClock(timeline, events, positionMs, speed, !playing);
    }

    /** Returns the clock at twice the speed. */
    public ReplayClock faster() {
        return withSpeed(2 * speed);
    }

    /** Returns the clock at half the speed. */
    public ReplayClock slower() {
        return withSpeed(speed / 2);
    }

    /** Returns the clock at that speed, or at the nearest that is possible. */
    public ReplayClock withSpeed(double newSpeed) {
        return new ReplayClock(timeline, events, positionMs, bounded(newSpeed), playing);
    }

    /** Returns the clock right after the next step of the log. */
    public ReplayClock nextStep() {
        return to(timeline.stepAfter(events));
    }

    /** Returns the clock right after the step before the present one. */
    public ReplayClock previousStep() {
        return to(timeline.stepBefore(events));
    }

    /** Returns the clock right after the next row: a validation, or the end of an epoch. */
    public ReplayClock nextRow() {
        return to(timeline.rowAfter(events));
    }

    /** Returns the clock right after an earlier row. */
    public ReplayClock previousRow() {
        return to(timeline.rowBefore(events));
    }

    /**
     * Returns the clock right after the end of that epoch, or after that step if the log has no epochs; if there is
     * none, after the last one before it.
     */
    public ReplayClock toNumber(long number) {
        return to(timeline.place(number));
    }

    /**
     * Returns this clock moved by {@code ms} of recorded time, later or earlier, but not beyond the ends of the record.
     */
    public ReplayClock by(double ms) {
        double position = Math.max(0, Math.min(timeline.lengthMs(), positionMs + ms));
        int played = Math.max(Math.min(1, timeline.size()), timeline.countUntil(position));
        return new ReplayClock(timeline, played, position, speed, playing && played < timeline.size());
    }

    /** Returns the clock right after the first event. */
    public ReplayClock toStart() {
        return to(1);
    }

    /** Returns the clock after the last event. */
    public ReplayClock toEnd() {
        return to(timeline.size());
    }

    /** Returns the clock right after {@code count} events, at least one. */
    public ReplayClock to(int count) {
        int bounded = Math.min(timeline.size(), Math.max(1, count));
        return new ReplayClock(
                timeline, bounded, timeline.playMs(bounded), speed, playing && bounded < timeline.size());
    }

    /** Returns whether all events have been played. */
    public boolean isAtEnd() {
        return events == timeline.size();
    }

    /** The part of the replay that was played, from 0 to 1, in played time. */
    public double fraction() {
        return timeline.lengthMs() == 0 ? 1 : positionMs / timeline.lengthMs();
    }

    private static double bounded(double speed) {
        return Double.isNaN(speed) ? 1 : Math.max(SLOWEST, Math.min(FASTEST, speed));
    }
}
