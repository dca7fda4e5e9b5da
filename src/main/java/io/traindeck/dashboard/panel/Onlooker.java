package io.traindeck.dashboard.panel;

import com.googlecode.lanterna.TerminalSize;
import io.traindeck.dashboard.keys.Action;
import io.traindeck.dashboard.keys.KeyTable;
import io.traindeck.dashboard.keys.View;
import io.traindeck.dashboard.output.TextSearch;
import io.traindeck.dashboard.page.GpuProcess;
import io.traindeck.dashboard.page.Next;
import io.traindeck.dashboard.page.TypedCommand;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A person who looks at a run, live or in a replay. It handles the keys and the typed text that change nothing of the
 * run.
 */
public final class Onlooker implements AutoCloseable {
    /** The command that narrows the curves. */
    public static final String SHOW = "show";

    private final Navigation navigation;
    private final OutputPane output;
    private final GpuPane gpus;

    /**
     * @param keys the keys whose help is scrolled
     * @param output the file that the program prints to; empty for a run of which none is known
     * @param changed runs on another thread when there is something new to draw
     */
    public Onlooker(KeyTable keys, Optional<Path> output, Runnable changed) {
        this(keys, output, List::of, changed);
    }

    /** @param gpuProcesses the processes on the graphics cards that the run trains on; asked on another thread */
    public Onlooker(KeyTable keys, Optional<Path> output, Supplier<List<GpuProcess>> gpuProcesses, Runnable changed) {
        navigation = new Navigation(keys);
        this.output = new OutputPane(output, changed);
        gpus = new GpuPane(gpuProcesses, changed);
    }

    /**
     * The answer to a key or to a typed line.
     *
     * @param view what is looked at from then on
     */
    public record Answer(ViewState view, Next next) {}

    /** The view with what there is of the output now, and what is said of commands, for a screen of that size. */
    public ViewState look(Frame frame, int width, int height) {
        ViewState said = frame.view().withSaid(frame.commands());
        ViewState view = output.on(gpus.on(said), width, Dashboard.bodyRows(height, frame));
        return view.events().isDue() ? search(frame.with(view), width, height).first() : view;
    }

    private static EventSearch search(Frame frame, int width, int height) {
        return new EventSearch(frame, width, EventsView.listRows(Dashboard.bodyRows(height, frame)));
    }

    /** Does what a key asks for; empty if that is for someone else: the run, the replay, the program. */
    public Optional<Answer> press(Action action, Frame frame, TerminalSize size) {
        ViewState view = frame.view();
        if (output.press(action, view.focus())) {
            return Optional.of(new Answer(view, Next.STAY));
        }
        boolean forward = action == Action.FIND_NEXT;
        if ((forward || action == Action.FIND_PREVIOUS) && view.events().search() != null) {
            ViewState found = search(frame, size.getColumns(), size.getRows()).next(forward);
            return Optional.of(new Answer(found, Next.STAY));
        }
        if (action == Action.COPY) {
            return Optional.of(copy(frame));
        }
        return navigation
                .after(action, frame, size.getColumns(), size.getRows())
                .map(after -> new Answer(after, Next.STAY));
    }

    private static Answer copy(Frame frame) {
        View view = frame.view().view();
        if (view != View.CURVES && view != View.LARGE_CURVE) {
            String words = "Copied, where the terminal allows it: " + frame.folder();
            return new Answer(say(words, frame), new Next.Copy(frame.folder()));
        }
        Optional<CurveValues> values = new CurvesView(frame).values();
        if (values.isEmpty()) {
            return new Answer(say("There is nothing to copy yet.", frame), Next.STAY);
        }
        String copied = values.get().copied();
        String[] lines = copied.split("\n");
        String more = lines.length == 1 ? "" : " and " + (lines.length - 1) + " more";
        String words = "Copied, where the terminal allows it: " + lines[0].replace('\t', ' ') + more;
        return new Answer(say(words, frame), new Next.Copy(copied));
    }

    private static ViewState say(String words, Frame frame) {
        return frame.view().withNotice(words, frame.nowMs());
    }

    /** Does what was typed; empty if there is no such command here. */
    public Optional<Answer> obey(TypedCommand typed, ViewState view) {
        if (output.obey(typed, view.focus())) {
            return Optional.of(new Answer(view, Next.STAY));
        }
        if (typed.word().equals(TypedCommand.SEARCH) && view.view() == View.EVENTS) {
            return Optional.of(new Answer(view.with(EventsLook.of(typed.argument())), Next.STAY));
        }
        boolean isSearch = typed.word().equals(TypedCommand.SEARCH) && view.view() == View.CURVES;
        if (!isSearch && !typed.word().equals(SHOW)) {
            return Optional.empty();
        }
        CurvesLook narrowed = view.curves().withFilter(typed.argument().strip());
        return Optional.of(new Answer(view.withView(View.CURVES).with(narrowed), Next.STAY));
    }

    /** The text that was searched for last on this view; empty if there is none. */
    public static String sought(ViewState view) {
        TextSearch search =
                switch (view.view()) {
                    case OUTPUT -> view.output().window().found().search();
                    case EVENTS -> view.events().search();
                    default -> null;
                };
        boolean isOfCurves = view.view() == View.CURVES;
        return isOfCurves ? view.curves().filter() : search == null ? "" : search.text();
    }

    /** Ends what is done only while somebody looks, until the next {@link #look}. */
    public void covered() {
        output.covered();
        gpus.covered();
    }

    @Override
    public void close() {
        output.close();
        gpus.close();
    }
}
