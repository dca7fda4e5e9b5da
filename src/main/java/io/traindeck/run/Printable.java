package io.traindeck.run;

/**
 * Keeps what strangers wrote from steering a terminal or looking like something else, in plain lines and in names: nothing
 * vanishes, so that two names which differ also look different, and wide characters stay, since a line has no cells to fit.
 */
public final class Printable {
    private Printable() {}

    /** {@code text} with a {@code ?} in place of each control, invisible, or unassigned character. */
    public static String of(String text) {
        StringBuilder safe = new StringBuilder();
        text.codePoints().forEach(c -> safe.appendCodePoint(prints(c) ? c : '?'));
        return safe.toString();
    }

    private static boolean prints(int c) {
        return c == ' '
                || switch (Character.getType(c)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.SURROGATE,
                            Character.PRIVATE_USE,
                            Character.UNASSIGNED,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR,
                            Character.SPACE_SEPARATOR -> false;
                    default -> true;
                };
    }
}
