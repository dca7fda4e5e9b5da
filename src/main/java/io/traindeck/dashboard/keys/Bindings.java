package io.traindeck.dashboard.keys;

import static io.traindeck.dashboard.keys.Context.COMPARE;
import static io.traindeck.dashboard.keys.Context.CONFIRM;
import static io.traindeck.dashboard.keys.Context.DELETION;
import static io.traindeck.dashboard.keys.Context.HELP;
import static io.traindeck.dashboard.keys.Context.HOME;
import static io.traindeck.dashboard.keys.Context.LIVE;
import static io.traindeck.dashboard.keys.Context.MESSAGES;
import static io.traindeck.dashboard.keys.Context.REPLAY;
import static io.traindeck.dashboard.keys.View.CURVES;
import static io.traindeck.dashboard.keys.View.LARGE_CURVE;
import static io.traindeck.dashboard.keys.View.OUTPUT;

import com.googlecode.lanterna.input.KeyType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The lines of the table of keys, in the order in which help and footer have them. */
final class Bindings {
    private static final Set<Context> RUN = EnumSet.of(LIVE, REPLAY);
    private static final Set<Context> ONLY_LIVE = EnumSet.of(LIVE);
    private static final Set<Context> ONLY_REPLAY = EnumSet.of(REPLAY);
    private static final Set<View> ALL = EnumSet.allOf(View.class);
    private static final Set<View> LARGE = EnumSet.of(LARGE_CURVE);
    private static final Set<View> ALL_CURVES = EnumSet.of(CURVES, LARGE_CURVE);

    private final List<Binding> bindings = new ArrayList<>();

    /** The lines of every place. */
    List<Binding> all() {
        dialKeys();
        runKeys();
        replayKeys();
        curveKeys();
        searchKeys();
        viewKeys();
        drawingKeys();
        cursorKeys();
        compareKeys();
        homeKeys();
        listKeys();
        commonKeys();
        overlayKeys();
        return bindings;
    }

    private void runKeys() {
        add(Action.PAUSE_OR_GO_ON, ONLY_LIVE, "pause", "Pause training, or go on.", Key.of('p'), Key.of(' '));
        add(Action.CHECKPOINT, ONLY_LIVE, "checkpoint", "Write a checkpoint now.", Key.of('c'));
        String resume = "Go on after a pause, or from a dead run's last checkpoint.";
        add(Action.RESUME, ONLY_LIVE, "resume", resume, Key.of('r'));
        String park = "Save everything, end and free the device; r goes on later.";
        add(Action.PARK, ONLY_LIVE, "park", park, Key.of('P'));
        String stop = "Validate, keep the best weights and end. Asks first.";
        add(Action.EARLY_STOP, ONLY_LIVE, "early stop", stop, Key.of('e'));
        add(Action.PAUSE_OR_GO_ON, ONLY_REPLAY, "pause", "Pause the replay, or play on.", Key.of('p'), Key.of(' '));
    }

    private void replayKeys() {
        add(Action.STEP_BACK, ONLY_REPLAY, "step", "A step back or forward.", Key.of(KeyType.ArrowLeft));
        also(Action.STEP_FORWARD, ONLY_REPLAY, Key.of(KeyType.ArrowRight));
        String rows = "Back or forward to where an epoch ends, or a validation.";
        add(Action.ROW_BACK, ONLY_REPLAY, "row", rows, Key.of('['));
        also(Action.ROW_FORWARD, ONLY_REPLAY, Key.of(']'));
        Set<View> others = EnumSet.complementOf(EnumSet.of(OUTPUT));
        add(Action.GO_TO_START, ONLY_REPLAY, others, "", "Start and end of the run.", Key.of(KeyType.Home));
        add(Action.GO_TO_END, ONLY_REPLAY, others, "", "", Key.of(KeyType.End));
        add(Action.SECOND_BACK, ONLY_REPLAY, "", "A second of the record back or forward.", Key.of(','));
        also(Action.SECOND_FORWARD, ONLY_REPLAY, Key.of('.'));
        add(Action.MINUTE_BACK, ONLY_REPLAY, "", "A minute of the record back or forward.", Key.of('{'));
        also(Action.MINUTE_FORWARD, ONLY_REPLAY, Key.of('}'));
        Set<View> small = EnumSet.complementOf(EnumSet.of(LARGE_CURVE));
        String speed = "Play twice or half as fast; a large curve is zoomed.";
        add(Action.FASTER, ONLY_REPLAY, small, "speed", speed, Key.of('+'), Key.of('='));
        add(Action.SLOWER, ONLY_REPLAY, small, "", "", Key.of('-'));
        add(Action.GO_TO, ONLY_REPLAY, "go to", "Go to an epoch; where there is none, to a step.", Key.of('g'));
    }

    private void curveKeys() {
        Set<View> tiles = EnumSet.of(CURVES);
        Key enter = Key.of(KeyType.Enter);
        Key escape = Key.of(KeyType.Escape);
        add(Action.ENLARGE, RUN, tiles, "large", "On curves: the chosen one alone, or all again.", enter);
        add(Action.BACK, RUN, LARGE, "all curves", "", enter, escape);
        String narrow = "On curves: narrow them by words or a regex.";
        add(Action.SEARCH, RUN, tiles, "narrow", narrow, Key.of('/'));
    }

    private void searchKeys() {
        Set<View> searched = EnumSet.of(View.EVENTS, OUTPUT);
        add(Action.SEARCH, RUN, searched, "find", "On events and output: find a text.", Key.of('/'));
        String next = "On events and output: the next match, or the one before.";
        add(Action.FIND_NEXT, RUN, searched, "next", next, Key.of('n'));
        add(Action.FIND_PREVIOUS, RUN, searched, "", "", Key.of('N'));
    }

    private void viewKeys() {
        String views = "Overview, curves, events, output, GPUs, the next; Esc goes back.";
        add(Action.SHOW_OVERVIEW, RUN, "overview", views, Key.of('1'));
        also(Action.SHOW_CURVES, RUN, "curves", Key.of('2'));
        also(Action.SHOW_EVENTS, RUN, "events", Key.of('3'));
        also(Action.SHOW_OUTPUT, RUN, "output", Key.of('4'));
        also(Action.SHOW_GPUS, RUN, "gpus", Key.of('5'));
        also(Action.NEXT_VIEW, RUN, Key.of(KeyType.Tab));
        Set<View> plain = EnumSet.complementOf(EnumSet.of(LARGE_CURVE, View.DIALS));
        add(Action.BACK, RUN, plain, "", "", Key.of(KeyType.Escape));
        add(Action.SHOW_DIALS, ONLY_LIVE, "dials", "The dials that can be turned while the run trains.", Key.of('d'));
        String branch = "Begin a new run at the cursor's step, with other dials.";
        add(Action.BRANCH, RUN, "", branch, Key.of('b'));
    }

    /** Binds the keys of the dials. They come first, so that the footer has room for them. */
    private void dialKeys() {
        Set<View> dials = EnumSet.of(View.DIALS);
        String send = "On the dials: send what was changed; an ended run trains on with it.";
        add(Action.SEND_DIAL, ONLY_LIVE, dials, "send", send, Key.of(KeyType.Enter));
        String change = "On the dials: lower or raise a value.";
        add(Action.DIAL_LESS, ONLY_LIVE, dials, "less", change, Key.of(KeyType.ArrowLeft), Key.of('h'));
        add(Action.DIAL_MORE, ONLY_LIVE, dials, "more", "", Key.of(KeyType.ArrowRight), Key.of('l'));
        add(Action.BACK, ONLY_LIVE, dials, "overview", "", Key.of(KeyType.Escape));
    }

    private void drawingKeys() {
        String smooth = "On curves: smoothed lightly, strongly or not at all.";
        add(Action.SMOOTH, RUN, ALL_CURVES, "smooth", smooth, Key.of('s'));
        String axis = "On curves: by step, epoch or time, as the log has them.";
        add(Action.SWITCH_AXIS, RUN, ALL_CURVES, "axis", axis, Key.of('x'));
        // The key is a capital L, because a small l goes to the right.
        String log = "On curves: the chosen one logarithmic, or linear.";
        add(Action.LOG_SCALE, RUN, ALL_CURVES, "log", log, Key.of('L'));
        Set<View> others = EnumSet.complementOf(EnumSet.copyOf(ALL_CURVES));
        String copy = "Copy the values under the cursor; elsewhere, the path.";
        add(Action.COPY, RUN, ALL_CURVES, "copy", copy, Key.of('y'));
        add(Action.COPY, RUN, others, "", "", Key.of('y'));
    }

    private void cursorKeys() {
        String cursor = "On curves: move the cursor (Esc: none); + - zoom a large one.";
        add(Action.CURSOR_LEFT, RUN, ALL_CURVES, "", cursor, Key.of('<'));
        add(Action.CURSOR_RIGHT, RUN, ALL_CURVES, "", "", Key.of('>'));
        add(Action.ZOOM_IN, RUN, LARGE, "zoom", "", Key.of('+'));
        add(Action.ZOOM_OUT, RUN, LARGE, "", "", Key.of('-'));
        String aside = "Choose a curve; move a large one's cursor; scroll the output sideways.";
        sideways(Action.LEFT, Action.RIGHT, EnumSet.of(CURVES, OUTPUT), aside);
        sideways(Action.CURSOR_LEFT, Action.CURSOR_RIGHT, LARGE, "");
    }

    /** Binds the arrows, and h and l beside them; in a replay h and l alone, since the arrows seek there. */
    private void sideways(Action left, Action right, Set<View> views, String help) {
        add(left, ONLY_LIVE, views, "", help, Key.of(KeyType.ArrowLeft), Key.of('h'));
        add(right, ONLY_LIVE, views, "", "", Key.of(KeyType.ArrowRight), Key.of('l'));
        add(left, ONLY_REPLAY, views, "", help, Key.of('h'));
        add(right, ONLY_REPLAY, views, "", "", Key.of('l'));
    }

    private void compareKeys() {
        Set<Context> compare = EnumSet.of(COMPARE);
        String views = "What the charts show, and after that the dials; the next of them.";
        add(Action.VIEW_1, compare, "", views, Key.of('1'));
        for (int number = 2; number <= KeyTable.VIEWS.size(); number++) {
            also(KeyTable.VIEWS.get(number - 1), compare, Key.of((char) ('0' + number)));
        }
        also(Action.NEXT_VIEW, compare, Key.of(KeyType.Tab));
        add(Action.SWITCH_AXIS, compare, "", "Curves by epoch, by training time or by step.", Key.of('x'));
        add(Action.LOG_SCALE, compare, "", "Values on a logarithmic axis, or on a linear one.", Key.of('L'));
        add(Action.UP, compare, "", "Choose a run; its curves are in front.", up());
        also(Action.DOWN, compare, down());
        add(Action.OPEN, compare, "open", "Open the run; q comes back.", Key.of(KeyType.Enter));
        add(Action.BACK, compare, "", "Back to where you came from.", Key.of(KeyType.Escape));
        add(Action.PAGE_UP, compare, "", "A page of runs up or down.", Key.of(KeyType.PageUp));
        also(Action.PAGE_DOWN, compare, Key.of(KeyType.PageDown));
        add(Action.HALF_UP, compare, "", "Scroll the table of dials.", Key.ctrl('u'));
        also(Action.HALF_DOWN, compare, Key.ctrl('d'));
    }

    private void homeKeys() {
        Set<Context> home = EnumSet.of(HOME);
        add(Action.OPEN, home, "open", "Open the run.", Key.of(KeyType.Enter));
        add(Action.MARK, home, "mark", "Mark the run, or take the mark away.", Key.of(' '));
        add(Action.COMPARE, home, "compare", "Compare the marked runs with the one marked first.", Key.of('c'));
        add(Action.ORDER, home, "order", "List by age, name, best value or state.", Key.of('o'));
        String filter = "List the runs that a query fits, such as val_acc>0.8 foo; Esc lists all.";
        add(Action.FILTER, home, "filter", filter, Key.of('/'));
        also(Action.BACK, home, Key.of(KeyType.Escape));
        add(Action.GROUP, home, "group", "Group by host, folder, sweep or not at all.", Key.of(KeyType.Tab));
        add(Action.RENAME, home, "rename", "Give the run another name, unless somebody is at work on it.", Key.of('R'));
        add(
                Action.DELETE,
                home,
                "delete",
                "Delete the run, unless somebody is at work on it. Asks first.",
                Key.of('D'));
        add(Action.COPY, home, "", "Copy the path of the run.", Key.of('y'));
        add(Action.UP, home, "", "Choose a run.", up());
        also(Action.DOWN, home, down());
    }

    private void listKeys() {
        Set<Context> scrolled = EnumSet.of(LIVE, REPLAY, HELP, MESSAGES);
        add(Action.UP, scrolled, "", "Scroll by a line; on curves: choose one.", up());
        also(Action.DOWN, scrolled, down());
        Set<Context> paged = EnumSet.of(LIVE, REPLAY, HOME, HELP, MESSAGES);
        Key pageUp = Key.of(KeyType.PageUp);
        Key pageDown = Key.of(KeyType.PageDown);
        String pages = "Scroll by a page or half of it";
        add(Action.PAGE_UP, EnumSet.of(HOME), "", pages + ".", pageUp);
        Set<Context> besidesHome = EnumSet.of(LIVE, REPLAY, HELP, MESSAGES);
        add(Action.PAGE_UP, besidesHome, "", pages + "; on curves: turn the page.", pageUp);
        add(Action.PAGE_DOWN, RUN, EnumSet.of(CURVES), "page", "", pageDown);
        add(Action.PAGE_DOWN, RUN, EnumSet.complementOf(EnumSet.of(CURVES)), "", "", pageDown);
        also(Action.PAGE_DOWN, EnumSet.of(HOME, HELP, MESSAGES), pageDown);
        also(Action.HALF_UP, paged, Key.ctrl('u'));
        also(Action.HALF_DOWN, paged, Key.ctrl('d'));
        Key home = Key.of(KeyType.Home);
        Key end = Key.of(KeyType.End);
        Set<Context> chosen = EnumSet.of(HOME, COMPARE);
        add(Action.FIRST, chosen, "", "First and last run.", home, Key.of('g'));
        also(Action.LAST, chosen, end, Key.of('G'));
        Set<Context> still = EnumSet.of(LIVE, HELP, MESSAGES);
        add(Action.FIRST, still, "", "First and last line; the last is followed.", home, Key.of('g'));
        also(Action.LAST, still, end, Key.of('G'));
        Set<View> output = EnumSet.of(OUTPUT);
        add(Action.FIRST, ONLY_REPLAY, output, "", "On the output: first and last line.", home);
        add(Action.LAST, ONLY_REPLAY, output, "", "", end);
    }

    private static Key[] up() {
        return new Key[] {Key.of(KeyType.ArrowUp), Key.of('k')};
    }

    private static Key[] down() {
        return new Key[] {Key.of(KeyType.ArrowDown), Key.of('j')};
    }

    private void commonKeys() {
        Set<Context> places = EnumSet.of(LIVE, REPLAY, HOME, COMPARE);
        add(Action.NEXT_THEME, places, "theme", "The next theme.", Key.of('t'));
        add(Action.COMMAND_LINE, places, "command", "Type a command.", Key.of(':'));
        add(Action.REDRAW, places, "", "Draw the screen anew.", Key.ctrl('l'));
        add(Action.HELP, places, "help", "These keys.", Key.of('?'), Key.of(KeyType.F1));
        add(Action.LEAVE, ONLY_LIVE, "leave", "Leave. Training goes on.", Key.of('q'));
        add(Action.LEAVE, EnumSet.of(REPLAY, HOME, COMPARE), "leave", "Leave.", Key.of('q'));
    }

    private void overlayKeys() {
        Key escape = Key.of(KeyType.Escape);
        add(Action.NO, EnumSet.of(HELP), "close", "Close help.", Key.of('?'), Key.of('q'), escape, Key.of(KeyType.F1));
        add(Action.NO, EnumSet.of(MESSAGES), "close", "Close the messages.", Key.of('q'), escape);
        add(Action.YES, EnumSet.of(CONFIRM), "stop early", "Yes.", Key.of('y'));
        add(Action.NO, EnumSet.of(CONFIRM), "go on training", "No.", Key.of('n'), Key.of('q'), escape);
        Set<Context> deletion = EnumSet.of(DELETION);
        add(Action.YES, deletion, "delete", "Yes.", Key.of('y'));
        add(Action.NO, deletion, "keep", "No.", Key.of('n'), Key.of('q'), escape);
    }

    private void add(Action action, Set<Context> contexts, String word, String help, Key... keys) {
        add(action, contexts, ALL, word, help, keys);
    }

    private void add(Action action, Set<Context> contexts, Set<View> views, String word, String help, Key... keys) {
        bindings.add(new Binding(action, List.of(keys), contexts, views, word, help));
    }

    /** Binds keys that the sentence of the line before speaks of too. */
    private void also(Action action, Set<Context> contexts, Key... keys) {
        add(action, contexts, "", "", keys);
    }

    private void also(Action action, Set<Context> contexts, String word, Key... keys) {
        add(action, contexts, word, "", keys);
    }
}
