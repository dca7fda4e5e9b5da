package io.traindeck.dashboard.output;

import io.traindeck.text.Escapes;
import io.traindeck.text.Safe;
import java.nio.charset.StandardCharsets;

/** Turns the bytes of a line into what a screen shows: one character for each cell. */
final class ShownText {
    private static final int TAB = 8;

    private ShownText() {}

    /** Returns the line without colours, with tabs as spaces; of a line that was drawn over itself, the last state. */
    static String of(TextLines.Line line) {
        String text = Escapes.removed(new String(line.bytes(), StandardCharsets.UTF_8));
        StringBuilder shown = new StringBuilder(text.length());
        String[] parts = lastState(text, line.broken()).split("\t", -1);
        for (int i = 0; i < parts.length; i++) {
            shown.append(i == 0 ? "" : " ".repeat(TAB - shown.length() % TAB)).append(Safe.forCells(parts[i]));
        }
        return shown.toString().stripTrailing();
    }

    /** @param broken whether the last state may be there in part only: then the one before it counts */
    private static String lastState(String text, boolean broken) {
        int end = broken && text.indexOf('\r') > 0 ? text.lastIndexOf('\r') : text.length();
        while (end > 0) {
            int begin = text.lastIndexOf('\r', end - 1) + 1;
            String state = text.substring(begin, end);
            if (!state.isBlank()) {
                return state;
            }
            end = begin - 1;
        }
        return "";
    }
}
