package io.traindeck.source.text;

import java.util.Locale;
import java.util.Set;

/** Recognizes lines of source code and of dumped settings, in which numbers have names too. */
final class CodeLine {
    private static final Set<String> FIRST =
            Set.of(("import def class return elif else try except assert raise public private static const void int "
                            + "float double fn let var func package using namespace struct typedef yield async if while "
                            + "export unsigned char long bool auto")
                    .split(" "));

    private static final Set<String> SETTINGS =
            Set.of(("hyperparameters hyperparams hparams hyper-parameters config configuration args arguments "
                            + "options settings params parameters flags namespace cmd command")
                    .split(" "));

    private CodeLine() {}

    static boolean is(LineTokens line) {
        int last = line.count() - 1;
        boolean ends = line.is(last, ';') && isStatement(line) || line.is(last, '{') || line.is(last, '\\');
        if (ends || begins(line)) {
            return true;
        }
        int options = 0;
        for (int at = 0; at < last; at++) {
            if (isOperator(line, at) || isPlaceToFill(line, at)) {
                return true;
            }
            boolean option = line.is(at, '-') && line.is(at + 1, '-') && line.is(at + 2, LineTokens.WORD);
            options += option && line.glued(at + 1) && line.glued(at + 2) ? 1 : 0;
        }
        // Several options belong to a command with its arguments.
        return options > 1;
    }

    private static boolean begins(LineTokens line) {
        boolean comment = line.is(0, '/') && line.glued(1) && (line.is(1, '/') || line.is(1, '*'));
        if (comment || !line.is(0, LineTokens.WORD)) {
            return comment;
        }
        int last = line.count() - 1;
        String word = line.text(0);
        boolean follows = line.is(1, LineTokens.WORD) || line.is(1, '(') || line.is(1, ':') && last == 1;
        if (follows && FIRST.contains(word) || word.equals("File") && line.is(1, '"')) {
            return true;
        }
        String lower = word.toLowerCase(Locale.ROOT);
        boolean opens = line.is(1, ':') || line.is(1, '(') || line.is(1, '=');
        return opens && SETTINGS.contains(lower) || lower.equals("for") && line.is(last, ':');
    }

    /** Returns whether a line that ends with a semicolon assigns or calls something, or is very short. */
    private static boolean isStatement(LineTokens line) {
        for (int at = 0; at < line.count(); at++) {
            boolean call = line.is(at, '(') && line.is(at - 1, LineTokens.WORD) && line.glued(at);
            if (call || line.is(at, '=') && line.gap(at) > 0) {
                return true;
            }
        }
        return line.count() <= 4;
    }

    private static boolean isOperator(LineTokens line, int at) {
        boolean next = line.glued(at + 1);
        return switch (line.kind(at)) {
            case LineTokens.WORD ->
                line.length(at) > 5 && line.text(at).startsWith("self.")
                        || line.length(at) == 1
                                && next
                                && line.isQuote(at + 1)
                                && line.text(at).equals("f");
            case '=' ->
                line.is(at + 1, '=') && next && at > 0 && line.is(at + 2, LineTokens.WORD) || isCallAssigned(line, at);
            case '!', '+', '*' -> line.is(at + 1, '=') && next;
            case '&' -> line.is(at + 1, '&') && next;
            // These are a pointer's member and a class's member: nothing stands between the words.
            case '-' -> line.is(at + 1, '>') && next && at > 0 && line.glued(at);
            case ':' ->
                line.is(at + 1, ':')
                        && next
                        && line.glued(at)
                        && line.is(at + 2, LineTokens.WORD)
                        && line.glued(at + 2);
            default -> false;
        };
    }

    private static boolean isCallAssigned(LineTokens line, int at) {
        boolean call = line.is(at + 1, LineTokens.WORD) && line.is(at + 2, '(') && line.glued(at + 2);
        return call && line.gap(at) > 0 && !WordName.wrapsNumber(line.text(at + 1));
    }

    /** Returns whether there is a placeholder of a format: {@code {loss:.4f}}, {@code {epoch}}. */
    private static boolean isPlaceToFill(LineTokens line, int at) {
        if (!line.is(at, '{') || !line.is(at + 1, LineTokens.WORD) || !line.glued(at + 1)) {
            return false;
        }
        boolean point = line.is(at + 3, '.') || line.is(at + 3, LineTokens.OPAQUE);
        boolean digits = line.is(at + 3, LineTokens.DECIMAL) && line.is(at + 4, LineTokens.WORD);
        return line.is(at + 2, '}') || point || line.is(at + 2, ':') && digits;
    }
}
