package io.traindeck.terminal;

import io.traindeck.text.Safe;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Calls a person who looks elsewhere by writing to the terminal: a bell, which every terminal and multiplexer knows,
 * and a message on the desktop, for which there are three sequences. The environment alone tells which of them the
 * terminal knows: a terminal that is asked may answer late or never.
 */
public final class Notifier {
    private static final String BELL = "\007";
    private static final String ESC = "\033";

    /** Ends a sequence, and is understood by more terminals than {@code ESC \}. */
    private static final String END = "\007";

    /** The maximum number of characters of a title: more than a message on a desktop shows. */
    private static final int LONGEST_TITLE = 80;

    private static final int LONGEST_TEXT = 300;

    private static final List<String> OSC_777_PROGRAMS = List.of("wezterm", "ghostty", "warpterminal");
    private static final List<String> OSC_777_TERMS = List.of("foot", "xterm-ghostty", "wezterm", "rxvt-unicode");

    private final Notifications wanted;
    private final Desktop desktop;
    private final boolean tmux;

    /** The number of messages so far that need a number of their own. */
    private final AtomicLong messages = new AtomicLong();

    /** The sequences for a message on the desktop, of which a terminal knows at most one. */
    enum Desktop {
        NONE,
        /** The sequence that iTerm2 knows: one text. */
        OSC_9,
        /** The sequence that rxvt-unicode, VTE, foot, WezTerm and Ghostty know: a title and a text. */
        OSC_777,
        /** The sequence that kitty knows: a title and a text. */
        OSC_99
    }

    private Notifier(Notifications wanted, Desktop desktop, boolean tmux) {
        this.wanted = wanted;
        this.desktop = desktop;
        this.tmux = tmux;
    }

    /** Makes a notifier for the terminal that the environment variables tell of. */
    public static Notifier of(Map<String, String> env, Notifications wanted) {
        boolean tmux = !env.getOrDefault("TMUX", "").isEmpty();
        return new Notifier(wanted, desktop(env, tmux), tmux);
    }

    private static Desktop desktop(Map<String, String> env, boolean tmux) {
        String term = env.getOrDefault("TERM", "").toLowerCase(Locale.ROOT);
        String program = env.getOrDefault("TERM_PROGRAM", "").toLowerCase(Locale.ROOT);
        if (env.containsKey("STY")) {
            // GNU screen shows a stray message in its own line.
            return Desktop.NONE;
        } else if (env.containsKey("KITTY_WINDOW_ID") || term.equals("xterm-kitty")) {
            return Desktop.OSC_99;
        } else if (program.equals("iterm.app")
                || env.getOrDefault("LC_TERMINAL", "").equals("iTerm2")) {
            return Desktop.OSC_9;
        } else if (OSC_777_PROGRAMS.contains(program)
                || OSC_777_TERMS.stream().anyMatch(term::startsWith)
                || env.containsKey("VTE_VERSION")) {
            return Desktop.OSC_777;
        }
        // The terminal around tmux may have left no trace, as after ssh; tmux lets this through only if its user wants
        // it to.
        return tmux ? Desktop.OSC_9 : Desktop.NONE;
    }

    /**
     * Returns the text that calls, to be written to the terminal; empty if nobody is to be called.
     *
     * @param title who calls; {@code text} says why. Both may hold what strangers wrote
     */
    String sequence(String title, String text) {
        return switch (wanted) {
            case OFF -> "";
            case BELL -> BELL;
            case ON -> BELL + throughTmux(message(safe(title, LONGEST_TITLE), safe(text, LONGEST_TEXT)));
        };
    }

    private static String safe(String text, int longest) {
        String safe = Safe.outOfCells(Safe.forCells(text)).strip();
        return safe.length() > longest ? safe.substring(0, longest) : safe;
    }

    private String message(String title, String text) {
        return switch (desktop) {
            case NONE -> "";
            // A text that begins with a number would be another request.
            case OSC_9 -> ESC + "]9;" + (startsWithLetter(title) ? "" : "run ") + title + ": " + text + END;
            case OSC_777 -> ESC + "]777;notify;" + title.replace(';', ',') + ";" + text.replace(';', ',') + END;
            case OSC_99 -> {
                // A message with the identifier of an earlier one, also of another process, would take its place.
                String id = "i=traindeck-" + ProcessHandle.current().pid() + "-" + messages.incrementAndGet();
                yield ESC + "]99;" + id + ":d=0:p=title;" + title + ESC + "\\" + ESC + "]99;" + id + ":p=body;" + text
                        + ESC + "\\";
            }
        };
    }

    private static boolean startsWithLetter(String text) {
        return !text.isEmpty() && Character.isLetter(text.charAt(0));
    }

    /**
     * Wraps a sequence for tmux, which hands on a sequence that it does not know only in this form, and only if its
     * option {@code allow-passthrough} is on.
     */
    private String throughTmux(String sequence) {
        return tmux && !sequence.isEmpty() ? ESC + "Ptmux;" + sequence.replace(ESC, ESC + ESC) + ESC + "\\" : sequence;
    }
}
