package io.traindeck.text;

/** Sentences about a log with lines that are not events. */
public final class LogWords {
    private LogWords() {}

    /** Says how many lines were left out. */
    public static String unreadable(long lines) {
        return lines == 1
                ? "1 line of the log is no event and was left out."
                : Numbers.count(lines) + " lines of the log are no events and were left out.";
    }
}
