package io.traindeck.source.text;

import java.util.Locale;

/**
 * A line of the summary that COCO's tools print after a validation: {@code Average Precision (AP) @[ IoU=0.50:0.95 | area=
 * all | maxDets=100 ] = 0.354}.
 */
final class Summary {
    private Summary() {}

    /** Returns the index of the token of the line's number; -1 if it is not a line of the summary. */
    static int number(LineTokens line) {
        int last = line.count() - 1;
        boolean told = line.isNumber(last) && line.is(last - 1, '=') && line.is(last - 2, ']');
        return told && first(line) >= 0 ? last : -1;
    }

    /** Returns the index of the first word; output without a line end may stand in front of it. */
    private static int first(LineTokens line) {
        for (int at = 0; at < 2; at++) {
            if (line.is(at, LineTokens.WORD) && line.text(at).equals("Average")) {
                return at;
            }
        }
        return -1;
    }

    /** Returns the name: all before the number, without blanks and the abbreviation. */
    static String name(LineTokens line) {
        String text = line.text(first(line), line.count() - 2).toLowerCase(Locale.ROOT);
        int from = text.indexOf('(');
        int to = text.indexOf(')');
        String name = from > 0 && to > from ? text.substring(0, from).strip() + text.substring(to + 1) : text;
        return name.replaceFirst(" ", "_").replace(" ", "");
    }
}
