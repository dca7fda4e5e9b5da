package io.traindeck.dashboard;

/** The signs that a terminal can show: Unicode's, or plain ASCII. */
public enum Glyphs {
    UNICODE,
    ASCII;

    boolean isUnicode() {
        return this == UNICODE;
    }

    /** The sign before a status. */
    String status(Status status) {
        return switch (status) {
            case PAUSED -> pick("‖", "=");
            case WAITING, LOADING, STARTING -> pick("○", "o");
            case STALLED, CRASHED, FAILED -> pick("×", "!");
            case COMPLETED, EARLY_STOP, STOPPED, TERMINATED -> pick("■", "#");
            default -> pick("●", "*");
        };
    }

    String star() {
        return pick("★", "*");
    }

    String point() {
        return pick("●", "o");
    }

    String left() {
        return pick("←", "Left");
    }

    String right() {
        return pick("→", "Right");
    }

    String up() {
        return pick("↑", "Up");
    }

    String down() {
        return pick("↓", "Down");
    }

    /** Stands between words. */
    String dot() {
        return pick("·", "-");
    }

    String ellipsis() {
        return pick("…", "~");
    }

    /** Left end of a gauge. */
    String barLeft() {
        return pick("▕", "[");
    }

    /** Right end of a gauge. */
    String barRight() {
        return pick("▏", "]");
    }

    /** A cell of a gauge that is filled by that many eighths, from 0 to 8. */
    String bar(int eighths) {
        if (isUnicode()) {
            return String.valueOf(" ▏▎▍▌▋▊▉█".charAt(eighths));
        }
        return eighths >= 4 ? "#" : ".";
    }

    /** A limit on a gauge. */
    String limit() {
        return pick("┊", ":");
    }

    String horizontal() {
        return pick("─", "-");
    }

    String vertical() {
        return pick("│", "|");
    }

    String corner() {
        return pick("└", "+");
    }

    String tick() {
        return pick("┤", "+");
    }

    String mark(Mark.Kind kind) {
        return switch (kind) {
            case EPOCH -> pick("┴", "+");
            case CHECKPOINT -> pick("◆", "c");
            case PAUSE -> pick("‖", "p");
            case RESUME -> pick("↻", "r");
        };
    }

    /** The sign of the run at that place, from 0 to 7, of those compared. */
    String run(int place) {
        return String.valueOf((isUnicode() ? "●▲■◆○△□◇" : "ABCDEFGH").charAt(place));
    }

    /** Where values of a curve are not numbers. */
    String gap() {
        return pick("×", "x");
    }

    String playing(boolean playing) {
        return playing ? pick("▶", ">") : pick("‖", "=");
    }

    private String pick(String unicode, String ascii) {
        return isUnicode() ? unicode : ascii;
    }
}
