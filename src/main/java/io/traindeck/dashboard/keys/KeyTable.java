package io.traindeck.dashboard.keys;

import static io.traindeck.dashboard.keys.Context.COMPARE;
import static io.traindeck.dashboard.keys.Context.CONFIRM;
import static io.traindeck.dashboard.keys.Context.HELP;
import static io.traindeck.dashboard.keys.Context.HOME;
import static io.traindeck.dashboard.keys.Context.LIVE;
import static io.traindeck.dashboard.keys.Context.REPLAY;

import com.googlecode.lanterna.input.KeyStroke;
import com.googlecode.lanterna.input.KeyType;
import io.traindeck.dashboard.draw.Glyphs;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The one table of keys: dispatch, footer, help and the README are made from it. */
public final class KeyTable {
    private static final Set<Context> RUN = EnumSet.of(LIVE, REPLAY);

    /** What the digits show where the views are those of the runs that are shown, from 1 on. */
    public static final List<Action> VIEWS = List.of(
            Action.VIEW_1,
            Action.VIEW_2,
            Action.VIEW_3,
            Action.VIEW_4,
            Action.VIEW_5,
            Action.VIEW_6,
            Action.VIEW_7,
            Action.VIEW_8,
            Action.VIEW_9);

    private static final Set<Context> PLACES = EnumSet.of(LIVE, REPLAY, HOME, COMPARE);

    private final List<Binding> bindings = new ArrayList<>();

    /** Holds the keys of every place. */
    public KeyTable() {
        runKeys();
        replayKeys();
        viewKeys();
        compareKeys();
        listKeys();
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

    /** The bindings that hold in {@code context}, in the order of the table. */
    public List<Binding> in(Context context) {
        return bindings.stream()
                .filter(binding -> binding.contexts().contains(context))
                .toList();
    }

    /** What help says in {@code context}: keys, and what they do. */
    public List<Entry> help(Context context, Glyphs glyphs) {
        return help(context, glyphs, action -> true);
    }

    /** @param works whether an action can do anything there: the keys of others are left out, and so are sentences about them */
    public List<Entry> help(Context context, Glyphs glyphs, Predicate<Action> works) {
        List<Entry> entries = new ArrayList<>();
        boolean isTold = false;
        for (Binding binding : in(context)) {
            boolean isFirst = !binding.help().isEmpty();
            isTold = isFirst ? works.test(binding.action()) : isTold;
            if (isTold && isFirst) {
                entries.add(new Entry(binding.labels(glyphs), binding.help()));
            } else if (isTold && works.test(binding.action())) {
                Entry before = entries.remove(entries.size() - 1);
                entries.add(new Entry(before.keys() + " " + binding.labels(glyphs), before.sentence()));
            }
        }
        return entries;
    }

    /** A line of help. */
    public record Entry(String keys, String sentence) {}

    /** The table as Markdown, for the README. */
    public String markdown() {
        StringBuilder out = new StringBuilder();
        for (Context context : List.of(LIVE, REPLAY, COMPARE)) {
            out.append("| ").append(context.name().toLowerCase(Locale.ROOT)).append(" | |\n| --- | --- |\n");
            for (Entry entry : help(context, Glyphs.UNICODE)) {
                out.append("| `").append(entry.keys()).append("` | ");
                out.append(entry.sentence()).append(" |\n");
            }
            out.append('\n');
        }
        return out.toString();
    }

    private void runKeys() {
        Set<Context> live = EnumSet.of(LIVE);
        add(Action.PAUSE_OR_GO_ON, live, "pause", "Pause training, or go on.", Key.of('p'), Key.of(' '));
        add(Action.CHECKPOINT, live, "checkpoint", "Write a checkpoint now.", Key.of('c'));
        add(Action.RESUME, live, "resume", "Go on after a pause, or from a dead run's last checkpoint.", Key.of('r'));
        add(Action.EARLY_STOP, live, "early stop", "Validate, keep the best weights and end. Asks first.", Key.of('e'));
        add(
                Action.PAUSE_OR_GO_ON,
                EnumSet.of(REPLAY),
                "pause",
                "Pause the replay, or play on.",
                Key.of('p'),
                Key.of(' '));
    }

    private void replayKeys() {
        Set<Context> replay = EnumSet.of(REPLAY);
        add(Action.STEP_BACK, replay, "step", "A step back or forward.", Key.of(KeyType.ArrowLeft));
        also(Action.STEP_FORWARD, replay, Key.of(KeyType.ArrowRight));
        add(Action.EPOCH_BACK, replay, "epoch", "Back or forward to where an epoch ends.", Key.of('['));
        also(Action.EPOCH_FORWARD, replay, Key.of(']'));
        add(Action.GO_TO_START, replay, "", "Start and end of the run.", Key.of(KeyType.Home));
        also(Action.GO_TO_END, replay, Key.of(KeyType.End));
        add(Action.FASTER, replay, "speed", "Play twice or half as fast.", Key.of('+'), Key.of('='));
        also(Action.SLOWER, replay, Key.of('-'));
        add(Action.GO_TO_EPOCH, replay, "go to", "Go to an epoch.", Key.of('g'));
    }

    private void viewKeys() {
        add(Action.SHOW_OVERVIEW, RUN, "overview", "Overview, curves, events; the next of them.", Key.of('1'));
        also(Action.SHOW_CURVES, RUN, "curves", Key.of('2'));
        also(Action.SHOW_EVENTS, RUN, "events", Key.of('3'));
        also(Action.NEXT_VIEW, RUN, Key.of(KeyType.Tab));
        String cursor = "On curves: move the cursor that reads values out.";
        onCurves(Action.CURSOR_LEFT, RUN, cursor, Key.of('<'));
        onCurves(Action.CURSOR_RIGHT, RUN, "", Key.of('>'));
        // In a replay the arrows seek.
        onCurves(Action.CURSOR_LEFT, EnumSet.of(LIVE), "", Key.of(KeyType.ArrowLeft));
        onCurves(Action.CURSOR_RIGHT, EnumSet.of(LIVE), "", Key.of(KeyType.ArrowRight));
    }

    private void compareKeys() {
        Set<Context> compare = EnumSet.of(COMPARE);
        String views = "What the charts show, and after that the dials; the next of them.";
        add(Action.VIEW_1, compare, "", views, Key.of('1'));
        for (int number = 2; number <= VIEWS.size(); number++) {
            also(VIEWS.get(number - 1), compare, Key.of((char) ('0' + number)));
        }
        also(Action.NEXT_VIEW, compare, Key.of(KeyType.Tab));
        add(Action.SWITCH_AXIS, compare, "", "Curves by epoch, by training time or by step.", Key.of('x'));
        add(Action.UP, compare, "", "Choose a run; its curves are in front.", Key.of(KeyType.ArrowUp));
        also(Action.DOWN, compare, Key.of(KeyType.ArrowDown));
        add(Action.OPEN, compare, "open", "Open the run; q comes back.", Key.of(KeyType.Enter));
        add(Action.PAGE_UP, compare, "", "Scroll the table of dials.", Key.of(KeyType.PageUp));
        also(Action.PAGE_DOWN, compare, Key.of(KeyType.PageDown));
    }

    private void listKeys() {
        Set<Context> home = EnumSet.of(HOME);
        add(Action.OPEN, home, "open", "Open the run.", Key.of(KeyType.Enter));
        add(Action.MARK, home, "mark", "Mark the run, or take the mark away.", Key.of(' '));
        add(Action.COMPARE, home, "compare", "Compare the marked runs with the one marked first.", Key.of('c'));
        add(Action.ORDER, home, "order", "List by age, name, best value or state.", Key.of('o'));
        add(Action.FILTER, home, "filter", "List the runs that have all of the words that you type.", Key.of('/'));
        Set<Context> scrolled = EnumSet.of(LIVE, REPLAY, HELP);
        add(Action.UP, home, "", "Choose a run.", Key.of(KeyType.ArrowUp));
        also(Action.DOWN, home, Key.of(KeyType.ArrowDown));
        add(Action.UP, scrolled, "", "Scroll by a line.", Key.of(KeyType.ArrowUp));
        also(Action.DOWN, scrolled, Key.of(KeyType.ArrowDown));
        Set<Context> paged = EnumSet.of(LIVE, REPLAY, HOME, HELP);
        add(Action.PAGE_UP, paged, "", "Scroll by a page.", Key.of(KeyType.PageUp));
        also(Action.PAGE_DOWN, paged, Key.of(KeyType.PageDown));
        add(Action.FIRST, home, "", "First and last run.", Key.of(KeyType.Home));
        also(Action.LAST, home, Key.of(KeyType.End));
        Set<Context> still = EnumSet.of(LIVE, HELP);
        add(Action.FIRST, still, "", "First and last line; the last is followed.", Key.of(KeyType.Home));
        also(Action.LAST, still, Key.of(KeyType.End));
    }

    private void commonKeys() {
        add(Action.NEXT_THEME, PLACES, "theme", "The next theme.", Key.of('t'));
        add(Action.COMMAND_LINE, PLACES, "command", "Type a command.", Key.of(':'));
        add(Action.REDRAW, PLACES, "", "Draw the screen anew.", Key.ctrl('l'));
        add(Action.HELP, PLACES, "help", "These keys.", Key.of('?'));
        add(Action.LEAVE, EnumSet.of(LIVE), "leave", "Leave. Training goes on.", Key.of('q'));
        add(Action.LEAVE, EnumSet.of(REPLAY, HOME, COMPARE), "leave", "Leave.", Key.of('q'));
    }

    private void overlayKeys() {
        add(Action.NO, EnumSet.of(HELP), "close", "Close help.", Key.of('?'), Key.of('q'), Key.of(KeyType.Escape));
        add(Action.YES, EnumSet.of(CONFIRM), "stop early", "Yes.", Key.of('y'));
        add(Action.NO, EnumSet.of(CONFIRM), "go on training", "No.", Key.of('n'), Key.of('q'), Key.of(KeyType.Escape));
    }

    private void add(Action action, Set<Context> contexts, String word, String help, Key... keys) {
        bindings.add(new Binding(action, List.of(keys), contexts, null, word, help));
    }

    /** Keys that the sentence of the line before speaks of too. */
    private void also(Action action, Set<Context> contexts, Key... keys) {
        add(action, contexts, "", "", keys);
    }

    private void also(Action action, Set<Context> contexts, String word, Key... keys) {
        add(action, contexts, word, "", keys);
    }

    private void onCurves(Action action, Set<Context> contexts, String help, Key... keys) {
        bindings.add(new Binding(action, List.of(keys), contexts, View.CURVES, "", help));
    }
}
