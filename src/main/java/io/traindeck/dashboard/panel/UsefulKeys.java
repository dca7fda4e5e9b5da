package io.traindeck.dashboard.panel;

import io.traindeck.dashboard.keys.Action;
import io.traindeck.dashboard.keys.View;
import java.util.function.Predicate;

/** Tells which keys do something now: the footer shows no others. */
final class UsefulKeys implements Predicate<Action> {
    private final Frame frame;
    private final int width;
    private final int rows;

    /** @param rows the rows of the screen that curves have */
    UsefulKeys(Frame frame, int width, int rows) {
        this.frame = frame;
        this.width = width;
        this.rows = rows;
    }

    @Override
    public boolean test(Action action) {
        View view = frame.view().view();
        return switch (action) {
            case SHOW_OVERVIEW -> view != View.OVERVIEW;
            case SHOW_CURVES -> view != View.CURVES && view != View.LARGE_CURVE;
            case SHOW_EVENTS -> view != View.EVENTS;
            case SHOW_DIALS -> view != View.DIALS && frame.isUseful(action);
            case SHOW_GPUS -> view != View.GPUS && hasGpus(frame);
            case SHOW_OUTPUT -> view != View.OUTPUT && hasOutput();
            case ENLARGE, SMOOTH, LOG_SCALE, COPY -> frame.state().isMeasured();
            case SWITCH_AXIS -> RunAxis.known(frame.state()).size() > 1;
            case PAGE_DOWN -> view == View.CURVES && hasMorePages();
            case SEARCH ->
                switch (view) {
                    case OUTPUT -> hasOutput();
                    case EVENTS -> !frame.state().journal().events().isEmpty();
                    default -> frame.state().isMeasured();
                };
            case FIND_NEXT ->
                view == View.EVENTS
                        ? frame.view().events().search() != null
                        : frame.view().output().window().found().search() != null;
            default -> frame.isUseful(action);
        };
    }

    /** Returns whether there is something to see of graphics cards. */
    static boolean hasGpus(Frame frame) {
        return !frame.state().gpus().cards().isEmpty();
    }

    private boolean hasOutput() {
        return frame.view().output().window().there();
    }

    private boolean hasMorePages() {
        return frame.state().isMeasured()
                && new CurvesView(frame).pages(width, rows).pages().size() > 1;
    }
}
