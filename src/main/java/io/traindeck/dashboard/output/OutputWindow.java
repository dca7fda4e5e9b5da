package io.traindeck.dashboard.output;

import java.util.List;

/**
 * The lines of an output that are looked at.
 *
 * @param file its name; empty for a run that has no output
 * @param there whether there is such a file
 * @param rows as many as fit, oldest first
 * @param atEnd whether the last line is among them; then it is followed
 * @param share how far into the file they are, from 0 to 1
 * @param found what is searched for
 * @param trouble why the file cannot be read now; empty for nothing
 */
public record OutputWindow(
        String file, boolean there, List<Row> rows, boolean atEnd, double share, Found found, String trouble) {
    /** The window of a run whose output is not known. */
    public static final OutputWindow NONE = new OutputWindow("", false, List.of(), true, 1, Found.NOTHING, "");

    /**
     * A line.
     *
     * @param start where it begins in the file
     * @param text fit for the cells of a screen
     */
    public record Row(long start, String text) {}

    /**
     * A search, and what it has found.
     *
     * @param search null for nothing
     * @param line where the line begins that was found last; -1 for none
     * @param words what there is to say of it; empty for nothing
     */
    public record Found(TextSearch search, long line, String words) {
        static final Found NOTHING = new Found(null, -1, "");
    }
}
