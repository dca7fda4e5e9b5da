package io.traindeck.train;

/**
 * The way of a run along the curve of its schedule. As long as nobody changes the number of epochs, time and place are
 * the same. If that number is changed, the curve stays the same, and the run goes from its present place to the curve's
 * end in even strides, so that its place never jumps and it ends where it should:
 *
 * <pre>
 * place(time) = at + (whole - at) * (time - from) / (end - from)
 * </pre>
 *
 * <p>{@code from} is the time of the last step done when the number of epochs was changed, and {@code at} its place. A
 * run that has come to the end stays there. Times and places are whole steps under OneCycle and linear, and epochs
 * under cosine, all counted from 0.
 *
 * @param whole the place at the end of the curve
 * @param from the time from which on the strides have their present length
 * @param at the place at that time
 */
record Course(int whole, int from, double at) {
    /** Returns the course of a run that ends at time {@code end}, as was planned before its first step. */
    static Course straight(int end) {
        return new Course(end, 0, 0);
    }

    /** @throws IllegalArgumentException if no run can have this course */
    Course {
        if (whole < 0 || from < 0 || !(at >= 0 && at <= whole)) {
            throw new IllegalArgumentException(
                    "its course " + whole + ", " + from + ", " + at + " is none that a schedule can take");
        }
    }

    /**
     * Returns the place of the run on the curve.
     *
     * @param end the time of the run's end by the present plan
     */
    double place(int time, int end) {
        if (from == 0 && at == 0 && whole == end) {
            return time;
        }
        return time <= from || end <= from ? at : at + (whole - at) * (time - from) / (end - from);
    }

    /** Returns the course from {@code time} on, if the run's end is no longer at {@code end}. */
    Course bentAt(int time, int end) {
        return new Course(whole, time, Math.min(whole, place(time, end)));
    }
}
