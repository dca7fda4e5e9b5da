package io.traindeck.dashboard.panel;

import io.traindeck.dashboard.keys.Action;
import io.traindeck.dashboard.keys.Context;
import io.traindeck.dashboard.keys.Focus;
import io.traindeck.dashboard.keys.View;
import io.traindeck.dashboard.output.OutputTail;
import io.traindeck.dashboard.output.OutputWindow;
import io.traindeck.dashboard.page.TypedCommand;
import java.nio.file.Path;
import java.util.Optional;

/** The output of a run as one viewer looks at it, and what the keys and the typed text do there. */
final class OutputPane implements AutoCloseable {
    /** The columns that one key scrolls to the side. */
    private static final int ASIDE = 16;

    private final Optional<OutputTail> tail;
    private OutputWindow window = OutputWindow.NONE;
    private int right;
    private int rows;

    /**
     * @param file the file that the program prints to; empty for a run of which nothing is known
     * @param changed runs on another thread when there is something new to draw
     */
    OutputPane(Optional<Path> file, Runnable changed) {
        tail = file.map(path -> new OutputTail(path, changed));
    }

    /** The view with what there is of the output, which has so many columns and rows of the screen. */
    ViewState on(ViewState view, int width, int height) {
        rows = view.view() == View.OUTPUT ? OutputView.listRows(height) : 0;
        tail.ifPresent(output -> output.show(rows));
        long found = window.found().line();
        window = tail.map(OutputTail::window).orElse(OutputWindow.NONE);
        if (window.found().line() != found) {
            showMatch(OutputView.lineWidth(width));
        }
        return view.with(new OutputLook(window, right));
    }

    /** Scrolls aside if the text that was found last would not be seen. */
    private void showMatch(int width) {
        for (OutputWindow.Row row : window.rows()) {
            if (row.start() == window.found().line()) {
                int at = window.found().search().in(row.text(), 0);
                int end = at + window.found().search().text().length();
                boolean isSeen = at > right && end < right + width;
                right = end < width ? 0 : isSeen ? right : Math.max(0, at - width / 2);
            }
        }
    }

    /** Does what a key asks for on the output; false if that is for someone else. */
    boolean press(Action action, Focus focus) {
        boolean isSeen = focus.context() == Context.LIVE || focus.context() == Context.REPLAY;
        if (focus.view() != View.OUTPUT || !isSeen || tail.isEmpty()) {
            return false;
        }
        OutputTail output = tail.get();
        int page = Math.max(1, rows - 1);
        switch (action) {
            case UP -> output.scroll(-1);
            case DOWN -> output.scroll(1);
            case PAGE_UP -> output.scroll(-page);
            case PAGE_DOWN -> output.scroll(page);
            case HALF_UP -> output.scroll(-Math.max(1, rows / 2));
            case HALF_DOWN -> output.scroll(Math.max(1, rows / 2));
            case FIRST -> output.toStart();
            case LAST -> output.toEnd();
            case LEFT -> right = Math.max(0, right - ASIDE);
            case RIGHT -> right = Math.min(Math.max(0, longest() - ASIDE), right + ASIDE);
            case FIND_NEXT -> output.findNext(true);
            case FIND_PREVIOUS -> output.findNext(false);
            default -> {
                return false;
            }
        }
        return true;
    }

    private int longest() {
        return window.rows().stream().mapToInt(row -> row.text().length()).max().orElse(0);
    }

    /** Looks for a text that was typed on the output; false if what was typed is for someone else. */
    boolean obey(TypedCommand typed, Focus focus) {
        boolean isOurs = typed.word().equals(TypedCommand.SEARCH) && focus.view() == View.OUTPUT;
        if (isOurs) {
            tail.ifPresent(output -> output.find(typed.argument()));
        }
        return isOurs;
    }

    /** Reads no more lines until the output is drawn again. */
    void covered() {
        tail.ifPresent(output -> output.show(0));
    }

    @Override
    public void close() {
        tail.ifPresent(OutputTail::close);
    }
}
