package io.traindeck.source.text;

import java.util.Set;

/** Knows lines of source code and of dumped settings, in which numbers have names too. */
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
        if (line.is(last, ';') && isStatement(line) || line.is(last, '{') || line.is(last, '\\')) {
            return true;
        }
        if (line.is(0, LineTokens.WORD)) {
            String word = line.text(0);
            boolean follows = line.is(1, LineTokens.WORD) || line.is(1, '(') || line.is(1, ':') && last == 1;
            if (follows && FIRST.contains(word) && !line.is(1, '=')) {
                return true;
            }
            String lower = word.toLowerCase(java.util.Locale.ROOT);
            if (SETTINGS.contains(lower) && (line.is(1, ':') || line.is(1, '(') || line.is(1, '='))) {
                return true;
            }
            if (lower.equals("for") && line.is(last, ':') || word.equals("File") && line.is(1, '"')) {
                return true;
            }
        }
        int options = 0;
        for (int at = 0; at < last; at++) {
            switch (line.kind[at]) {
                case LineTokens.WORD -> {
                    String text = line.length(at) > 5 || line.length(at) == 1 ? line.text(at) : "";
                    if (text.startsWith("self.") || text.equals("f") && line.isQuote(at + 1) && line.glued(at + 1)) {
                        return true;
                    }
                }
                case '=' -> {
                    boolean call = line.is(at + 1, LineTokens.WORD) && line.is(at + 2, '(') && line.glued(at + 2);
                    if (line.is(at + 1, '=') && line.glued(at + 1)
                            || call && line.gap(at) > 0 && !WordName.wrapsNumber(line.text(at + 1))) {
                        return true;
                    }
                }
                case '!', '+', '*' -> {
                    if (line.is(at + 1, '=') && line.glued(at + 1)) {
                        return true;
                    }
                }
                case '-' -> {
                    if (line.is(at + 1, '>') && line.glued(at + 1)) {
                        return true;
                    }
                    options += line.is(at + 1, '-') && line.is(at + 2, LineTokens.WORD) && line.glued(at + 2) ? 1 : 0;
                }
                case '{' -> {
                    // A place to fill in: {loss:.4f}, {epoch}
                    if (line.is(at + 1, LineTokens.WORD)
                            && line.glued(at + 1)
                            && (line.is(at + 2, '}')
                                    || line.is(at + 3, '.')
                                    || line.is(at + 3, LineTokens.OPAQUE)
                                    || line.is(at + 2, ':')
                                            && line.is(at + 3, LineTokens.DECIMAL)
                                            && line.is(at + 4, LineTokens.WORD))) {
                        return true;
                    }
                }
                case ':' -> {
                    if (line.is(at + 1, ':') && line.glued(at + 1)) {
                        return true;
                    }
                }
                case '/' -> {
                    boolean comment = line.is(at + 1, '/') || line.is(at + 1, '*');
                    if (comment && line.glued(at + 1) && !line.is(at - 1, ':')) {
                        return true;
                    }
                }
                case '&', '|' -> {
                    if (line.is(at + 1, line.kind[at]) && line.glued(at + 1)) {
                        return true;
                    }
                }
                default -> {}
            }
        }
        return options > 1;
    }

    /** Whether a line that ends with a semicolon assigns or calls something, or is very short. */
    private static boolean isStatement(LineTokens line) {
        for (int at = 0; at < line.count(); at++) {
            if (line.is(at, '=') && line.gap(at) > 0
                    || line.is(at, '(') && line.is(at - 1, LineTokens.WORD) && line.glued(at)) {
                return true;
            }
        }
        return line.count() <= 4;
    }
}
