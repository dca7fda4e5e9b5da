package io.traindeck.cli.doctor;

/**
 * One thing that was looked at.
 *
 * @param area the area that it belongs to: {@code program}, {@code training}, {@code terminal}, {@code files}, {@code
 *     machine}
 * @param name the thing that was looked at, within its area
 * @param value the state that it is in
 * @param advice what to do about it; empty if {@code level} is OK
 */
record Finding(String area, String name, String value, Level level, String advice) {
    enum Level {
        OK,
        /** Training and watching work, but something is missing or could be better. */
        NOTE,
        /** Something that stops training or watching. */
        PROBLEM
    }

    static Finding ok(String area, String name, String value) {
        return new Finding(area, name, value, Level.OK, "");
    }

    static Finding note(String area, String name, String value, String advice) {
        return new Finding(area, name, value, Level.NOTE, advice);
    }

    static Finding problem(String area, String name, String value, String advice) {
        return new Finding(area, name, value, Level.PROBLEM, advice);
    }
}
