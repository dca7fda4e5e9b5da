package io.traindeck.dashboard.panel;

import io.traindeck.dashboard.keys.Action;
import io.traindeck.dashboard.keys.Context;
import io.traindeck.dashboard.keys.KeyTable;
import io.traindeck.dashboard.keys.View;
import java.util.Optional;

/** Handles the keys that change only what this viewer looks at. */
public final class Navigation {
    private final KeyTable keys;

    /** @param keys the keys whose help is scrolled */
    public Navigation(KeyTable keys) {
        this.keys = keys;
    }

    /**
     * The view after {@code action} on a screen of that size; empty if the action is for someone else: the run, the
     * replay, the program.
     */
    public Optional<ViewState> after(Action action, Frame frame, int width, int height) {
        ViewState view = frame.view();
        boolean curves = view.view() == View.CURVES || view.view() == View.LARGE_CURVE;
        if (view.overlay() == null && curves) {
            Optional<ViewState> moved = new CurveKeys(frame, width, Dashboard.bodyRows(height, frame)).after(action);
            if (moved.isPresent()) {
                return moved;
            }
        }
        if (view.overlay() == null && view.view() == View.DIALS) {
            Optional<ViewState> moved = new DialsView(frame).after(action);
            if (moved.isPresent()) {
                return moved;
            }
        }
        return switch (action) {
            case SHOW_DIALS -> Optional.of(view.withView(View.DIALS).with(DialsLook.FIRST));
            case BACK -> view.view() == View.OVERVIEW ? Optional.empty() : Optional.of(view.withView(View.OVERVIEW));
            case SHOW_OVERVIEW -> Optional.of(view.withView(View.OVERVIEW));
            case SHOW_CURVES -> Optional.of(view.withView(View.CURVES));
            case SHOW_EVENTS -> Optional.of(view.withView(View.EVENTS));
            case SHOW_OUTPUT -> Optional.of(view.withView(View.OUTPUT));
            case SHOW_GPUS -> Optional.of(view.withView(View.GPUS));
            case NEXT_VIEW ->
                Optional.of(
                        view.withView(view.view().next(view.output().window().there(), UsefulKeys.hasGpus(frame))));
            case HELP -> Optional.of(view.withOverlay(Context.HELP));
            case SHOW_MESSAGES -> Optional.of(view.withOverlay(Context.MESSAGES));
            case EARLY_STOP -> Optional.of(frame.isUseful(action) ? view.withOverlay(Context.CONFIRM) : view);
            case NO -> Optional.of(view.withOverlay(null));
            case UP, DOWN, PAGE_UP, PAGE_DOWN, HALF_UP, HALF_DOWN, FIRST, LAST ->
                Optional.of(scroll(action, frame, width, height));
            default -> Optional.empty();
        };
    }

    /**
     * The view after {@code action} on a page that has views of its own, and only help and messages from here; empty
     * unless one of these two is shown or asked for.
     */
    public Optional<ViewState> help(Action action, Frame frame, int width, int height) {
        boolean help = frame.view().overlay() != null || action == Action.HELP || action == Action.SHOW_MESSAGES;
        return help ? Optional.of(after(action, frame, width, height).orElse(frame.view())) : Optional.empty();
    }

    private ViewState scroll(Action action, Frame frame, int width, int height) {
        ViewState view = frame.view();
        if (view.overlay() == Context.HELP) {
            int rows = Dashboard.bodyRows(height, frame) - 1;
            int most = HelpPage.mostDown(keys, view.place(), frame::isPossible, width, rows);
            return view.withHelpDown(most - moved(action, most - view.helpDown(), most, rows));
        }
        if (view.overlay() == Context.MESSAGES) {
            int rows = Dashboard.bodyRows(height, frame);
            int most = MessagesPage.mostBack(view, width, rows);
            return view.withHelpDown(moved(action, view.helpDown(), most, MessagesPage.rows(rows)));
        }
        if (view.view() == View.EVENTS) {
            int rows = EventsView.listRows(Dashboard.bodyRows(height, frame));
            int most = new EventsView(frame).mostBack(width, rows);
            return view.withEventsBack(moved(action, view.eventsBack(), most, rows));
        }
        if (view.view() == View.GPUS) {
            GpusView gpus = new GpusView(frame);
            int rows = Dashboard.bodyRows(height, frame);
            int most = gpus.mostDown(rows);
            int down = most - moved(action, most - view.gpus().down(), most, gpus.page(rows));
            return view.with(new GpuLook(view.gpus().processes(), down));
        }
        if (view.view() != View.OVERVIEW) {
            return view;
        }
        Overview.Scrolled list = new Overview(frame).scrolled(width, height);
        int back = view.tableBack();
        return view.withTableBack(
                list.isFromTop()
                        ? list.most() - moved(action, list.most() - back, list.most(), list.rows())
                        : moved(action, back, list.most(), list.rows()));
    }

    /** The lines that a list is scrolled back from its end, after one more key. */
    private static int moved(Action action, int back, int most, int rows) {
        int page = Math.max(1, rows - 1);
        int wanted =
                switch (action) {
                    case UP -> back + 1;
                    case DOWN -> back - 1;
                    case PAGE_UP -> back + page;
                    case PAGE_DOWN -> back - page;
                    case HALF_UP -> back + Math.max(1, rows / 2);
                    case HALF_DOWN -> back - Math.max(1, rows / 2);
                    case FIRST -> most;
                    default -> 0;
                };
        return Math.max(0, Math.min(most, wanted));
    }
}
