package io.traindeck.source.text;

import io.traindeck.source.text.LineMeaning.Kind;

/** Recognizes the lines that are not read as names with numbers. */
final class LineKind {
    private LineKind() {}

    /** Returns the kind of a line; {@link Kind#RECORD} if it is none of the special ones. */
    static Kind of(LineTokens line) {
        if (line.is(0, LineTokens.WORD) && line.is(1, ':') && line.text(0).equals("wandb")) {
            return Kind.ECHO;
        }
        if (Table.isRow(line)) {
            return Kind.ROW;
        }
        if (HeaderRow.of(line) != null) {
            return Kind.HEADER;
        }
        if (Summary.number(line) >= 0) {
            return Kind.SUMMARY;
        }
        if (CodeLine.is(line)) {
            return Kind.CODE;
        }
        return line.is(line.count() - 1, ':') && isOfBest(line) ? Kind.QUOTE : Kind.RECORD;
    }

    /** Returns whether the line announces that the best one of the lines above comes again, as LightGBM does. */
    private static boolean isOfBest(LineTokens line) {
        for (int at = 0; at < line.count(); at++) {
            if (line.is(at, LineTokens.WORD) && line.text(at).equalsIgnoreCase("best")) {
                return true;
            }
        }
        return false;
    }
}
