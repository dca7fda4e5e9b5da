package io.traindeck.dashboard.draw;

import io.traindeck.state.Mark;
import io.traindeck.state.Status;

/** The signs that a terminal can show: Unicode's, or plain ASCII. */
public enum Glyphs {
    UNICODE,
    ASCII;

    /** Returns whether characters beyond ASCII can be shown. */
    public boolean isUnicode() {
        return this == UNICODE;
    }

    /** The sign before a status. */
    public String status(Status status) {
        return switch (status) {
            case PAUSED -> pick("‖", "=");
            case UNKNOWN -> "?";
            case WAITING, READING, LOADING, STARTING, QUIET, QUEUED -> pick("○", "o");
            case STALLED, CRASHED, FAILED -> pick("×", "!");
            case COMPLETED, EARLY_STOP, STOPPED, PARKED, TERMINATED -> pick("■", "#");
            default -> pick("●", "*");
        };
    }

    /** Marks the best. */
    public String star() {
        return pick("★", "*");
    }

    /** Marks the present point of a curve, and a run that is chosen. */
    public String point() {
        return pick("●", "o");
    }

    /** The left arrow key. */
    public String left() {
        return pick("←", "Left");
    }

    /** The right arrow key. */
    public String right() {
        return pick("→", "Right");
    }

    /** The up arrow key. */
    public String up() {
        return pick("↑", "Up");
    }

    /** The down arrow key. */
    public String down() {
        return pick("↓", "Down");
    }

    /** Says that a list goes on above. */
    public String above() {
        return pick("↑", "^");
    }

    /** Says that a list goes on below. */
    public String below() {
        return pick("↓", "v");
    }

    /** Stands between a value and the one that takes its place. */
    public String becomes() {
        return pick("→", "->");
    }

    /** Stands between words. */
    public String dot() {
        return pick("·", "-");
    }

    /** Stands for what is cut off. */
    public String ellipsis() {
        return pick("…", "~");
    }

    /** Left end of a gauge. */
    public String barLeft() {
        return pick("▕", "[");
    }

    /** Right end of a gauge. */
    public String barRight() {
        return pick("▏", "]");
    }

    /**
     * A cell of a gauge of which so many halves are filled, from 0 to 2. The bar is thin, so that bars in neighbouring
     * rows do not melt into each other.
     */
    public String bar(int halves) {
        if (isUnicode()) {
            return String.valueOf(" ╸━".charAt(halves));
        }
        return halves > 0 ? "#" : ".";
    }

    /** A limit on a gauge. */
    public String limit() {
        return pick("┊", ":");
    }

    /** A cell of a horizontal axis. */
    public String horizontal() {
        return pick("─", "-");
    }

    /** A cell of a vertical axis. */
    public String vertical() {
        return pick("│", "|");
    }

    /** The cell where the two axes meet. */
    public String corner() {
        return pick("└", "+");
    }

    /** A cell of a vertical axis with a label beside it. */
    public String tick() {
        return pick("┤", "+");
    }

    /** The sign of an event below the curves. */
    public String mark(Mark.Kind kind) {
        return switch (kind) {
            case EPOCH -> pick("┴", "+");
            case CHECKPOINT -> pick("◆", "c");
            case PAUSE -> pick("‖", "p");
            case RESUME -> pick("↻", "r");
            case DIAL -> pick("◇", "d");
        };
    }

    /** The sign of the run at that place, from 0 to 7, of those compared. */
    public String run(int place) {
        return String.valueOf((isUnicode() ? "●▲■◆○△□◇" : "ABCDEFGH").charAt(place));
    }

    /** The sign on a line of that role among lines of other roles; empty for the line that has none. */
    String sign(Role role) {
        if (role == Role.VALIDATION) {
            return pick("○", "o");
        }
        int place = role.ordinal() - Role.RUN_1.ordinal();
        return place < 0 ? "" : run(place);
    }

    /** Marks the places of a curve where values are not numbers. */
    public String gap() {
        return pick("×", "x");
    }

    /** Says whether a replay plays or stands still. */
    public String playing(boolean playing) {
        return playing ? pick("▶", ">") : pick("‖", "=");
    }

    private String pick(String unicode, String ascii) {
        return isUnicode() ? unicode : ascii;
    }
}
