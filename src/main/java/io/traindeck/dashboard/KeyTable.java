package io.traindeck.dashboard;

import static io.traindeck.dashboard.Context.CONFIRM;
import static io.traindeck.dashboard.Context.HELP;
import static io.traindeck.dashboard.Context.HOME;
import static io.traindeck.dashboard.Context.LIVE;
import static io.traindeck.dashboard.Context.REPLAY;

import com.googlecode.lanterna.input.KeyStroke;
import com.googlecode.lanterna.input.KeyType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The one table of keys: dispatch, footer, help and the README are made from it. */
public final class KeyTable {
    private static final Set<Context> RUN = EnumSet.of(LIVE, REPLAY);
    private static final Set<Context> PLACES = EnumSet.of(LIVE, REPLAY, HOME);
    private static final Set<Context> LISTS = EnumSet.of(LIVE, REPLAY, HOME, HELP);

    private final List<Binding> bindings = new ArrayList<>();

    public KeyTable() {
        runKeys();
        viewKeys();
        listKeys();
        replayKeys();
        commonKeys();
        overlayKeys();
    }

    /** What a key press means there; empty where it means nothing. */
    public Optional<Action> find(KeyStroke stroke, Context context, View view) {
        return bindings.stream()
                .filter(binding -> binding.matches(stroke, context, view))
                .map(Binding::action)
                .findFirst();
    }

    /** All lines, in the order of help. */
    List<Binding> bindings() {
        return List.copyOf(bindings);
    }

    /** The lines that hold in {@code context}, in the order of help. */
    List<Binding> in(Context context) {
        return bindings.stream()
                .filter(binding -> binding.contexts().contains(context))
                .toList();
    }

    /** The table as Markdown, for the README. */
    public String markdown() {
        StringBuilder out = new StringBuilder("| key | where | what it does |\n| --- | --- | --- |\n");
        for (Binding binding : bindings) {
            out.append("| ");
            for (Key key : binding.keys()) {
                out.append('`').append(key.label(Glyphs.UNICODE)).append("` ");
            }
            out.append("| ").append(places(binding)).append(" | ");
            out.append(binding.help()).append(" |\n");
        }
        return out.toString();
    }

    private static String places(Binding binding) {
        List<String> places = new ArrayList<>();
        for (Context context : binding.contexts()) {
            places.add(
                    switch (context) {
                        case LIVE -> "live";
                        case REPLAY -> "replay";
                        case HOME -> "home";
                        case HELP -> "help";
                        case CONFIRM -> "question";
                    });
        }
        return String.join(", ", places) + (binding.onlyIn() == View.CURVES ? ": curves" : "");
    }

    private void runKeys() {
        add(Action.PAUSE_OR_GO_ON, EnumSet.of(LIVE), "pause", "Pause training, or go on.", Key.of('p'), Key.of(' '));
        add(
                Action.PAUSE_OR_GO_ON,
                EnumSet.of(REPLAY),
                "pause",
                "Pause the replay, or play on.",
                Key.of('p'),
                Key.of(' '));
        add(Action.CHECKPOINT, EnumSet.of(LIVE), "checkpoint", "Write a checkpoint now.", Key.of('c'));
        add(
                Action.RESUME,
                EnumSet.of(LIVE),
                "resume",
                "Go on after a pause; restart a stopped or crashed run from its last checkpoint.",
                Key.of('r'));
        add(
                Action.EARLY_STOP,
                EnumSet.of(LIVE),
                "early stop",
                "Stop early: validate, keep the best weights, end. Asks first.",
                Key.of('e'));
    }

    private void viewKeys() {
        add(Action.SHOW_OVERVIEW, RUN, "overview", "Everything at a glance.", Key.of('1'));
        add(Action.SHOW_CURVES, RUN, "curves", "Large curves.", Key.of('2'));
        add(Action.SHOW_EVENTS, RUN, "events", "All events and warnings.", Key.of('3'));
        add(Action.NEXT_VIEW, RUN, "", "The next view.", Key.of(KeyType.Tab));
        bindings.add(new Binding(
                Action.CURSOR_LEFT,
                List.of(Key.of('<'), Key.of(KeyType.ArrowLeft)),
                EnumSet.of(LIVE),
                View.CURVES,
                "",
                "Move the cursor left and read values out."));
        bindings.add(new Binding(
                Action.CURSOR_RIGHT,
                List.of(Key.of('>'), Key.of(KeyType.ArrowRight)),
                EnumSet.of(LIVE),
                View.CURVES,
                "",
                "Move the cursor right; past the end it goes away."));
        bindings.add(new Binding(
                Action.CURSOR_LEFT,
                List.of(Key.of('<')),
                EnumSet.of(REPLAY),
                View.CURVES,
                "",
                "Move the cursor left and read values out."));
        bindings.add(new Binding(
                Action.CURSOR_RIGHT,
                List.of(Key.of('>')),
                EnumSet.of(REPLAY),
                View.CURVES,
                "",
                "Move the cursor right; past the end it goes away."));
    }

    private void listKeys() {
        add(Action.UP, LISTS, "", "Scroll up a line.", Key.of(KeyType.ArrowUp));
        add(Action.DOWN, LISTS, "", "Scroll down a line.", Key.of(KeyType.ArrowDown));
        add(Action.PAGE_UP, LISTS, "", "Scroll up a page.", Key.of(KeyType.PageUp));
        add(Action.PAGE_DOWN, LISTS, "", "Scroll down a page.", Key.of(KeyType.PageDown));
        Set<Context> still = EnumSet.of(LIVE, HOME, HELP);
        add(Action.FIRST, still, "", "To the first line of the list.", Key.of(KeyType.Home));
        add(Action.LAST, still, "", "To the last line of the list, and follow it.", Key.of(KeyType.End));
        add(Action.OPEN, EnumSet.of(HOME), "open", "Open the run.", Key.of(KeyType.Enter));
    }

    private void replayKeys() {
        Set<Context> replay = EnumSet.of(REPLAY);
        add(Action.STEP_BACK, replay, "step", "Back one step.", Key.of(KeyType.ArrowLeft));
        add(Action.STEP_FORWARD, replay, "", "Forward one step.", Key.of(KeyType.ArrowRight));
        add(Action.EPOCH_BACK, replay, "epoch", "Back to the end of the epoch before.", Key.of('['));
        add(Action.EPOCH_FORWARD, replay, "", "Forward to the end of the next epoch.", Key.of(']'));
        add(Action.FASTER, replay, "speed", "Play twice as fast.", Key.of('+'), Key.of('='));
        add(Action.SLOWER, replay, "", "Play half as fast.", Key.of('-'));
        add(Action.GO_TO_EPOCH, replay, "go to", "Go to an epoch.", Key.of('g'));
        add(Action.GO_TO_START, replay, "", "To the start of the run.", Key.of(KeyType.Home));
        add(Action.GO_TO_END, replay, "", "To the end of the run.", Key.of(KeyType.End));
    }

    private void commonKeys() {
        add(Action.NEXT_THEME, PLACES, "theme", "The next theme.", Key.of('t'));
        add(Action.COMMAND_LINE, PLACES, "command", "Type a command.", Key.of(':'));
        add(Action.REDRAW, PLACES, "", "Draw the screen anew.", Key.ctrl('l'));
        add(Action.HELP, PLACES, "help", "These keys.", Key.of('?'));
        add(Action.LEAVE, PLACES, "leave", "Leave. Training goes on.", Key.of('q'));
    }

    private void overlayKeys() {
        add(Action.NO, EnumSet.of(HELP), "close", "Close help.", Key.of('?'), Key.of('q'), Key.of(KeyType.Escape));
        add(Action.YES, EnumSet.of(CONFIRM), "stop early", "Yes.", Key.of('y'));
        add(Action.NO, EnumSet.of(CONFIRM), "go on training", "No.", Key.of('n'), Key.of('q'), Key.of(KeyType.Escape));
    }

    private void add(Action action, Set<Context> contexts, String word, String help, Key... keys) {
        bindings.add(new Binding(action, List.of(keys), contexts, null, word, help));
    }
}
