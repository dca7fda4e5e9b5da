package io.traindeck.dashboard.output;

import io.traindeck.dashboard.output.OutputWindow.Found;
import io.traindeck.dashboard.output.OutputWindow.Row;
import io.traindeck.text.IoReason;
import io.traindeck.text.Numbers;
import io.traindeck.text.Safe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The output of a run, read on a thread of its own as far as somebody looks at it. It follows the end until it is told
 * to look elsewhere.
 */
public final class OutputTail implements AutoCloseable {
    private static final long LOOK_EVERY_MS = 100;

    /** The time between two looks while nobody sees the output: it is enough to know whether there is one. */
    private static final long UNSEEN_EVERY_MS = 1000;

    private static final int MOST_ROWS = 500;

    /** One row in so many stands above a line that was found. */
    private static final int ABOVE = 3;

    private static final long SEARCH_MS = 50;
    private static final long NOWHERE = -1;

    /** A request that the viewer's thread makes of the reading thread. */
    private interface Request {
        void run() throws IOException;
    }

    private final String name;
    private final TextLines lines;
    private final Runnable changed;
    private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
    private int shownRows;
    private volatile OutputWindow window = OutputWindow.NONE;
    private volatile boolean closed;

    // The fields from here on belong to the reading thread.
    private int rows;
    /** The position of the first line that is seen. */
    private long top;

    /** The position of the first line below those that are seen. */
    private long bottom;

    private boolean follows = true;
    private TextSearch sought;
    private long match = NOWHERE;
    private FileSearch searching;
    private boolean thenUp;
    private String words = "";

    /**
     * @param file may come later, and may grow
     * @param changed runs on another thread when {@link #window} has changed
     */
    public OutputTail(Path file, Runnable changed) {
        name = Safe.forCells(String.valueOf(file.getFileName()));
        this.changed = changed;
        lines = new TextLines(file, this::restart);
        Thread thread = new Thread(this::run, "output-tail");
        thread.setDaemon(true);
        thread.start();
    }

    /** The lines to be seen now. */
    public OutputWindow window() {
        return window;
    }

    /** Tells how many lines somebody sees; 0 while nobody looks. */
    public void show(int wanted) {
        int most = Math.max(0, Math.min(MOST_ROWS, wanted));
        if (most != shownRows) {
            shownRows = most;
            requests.add(() -> rows = most);
        }
    }

    /** Goes so many lines down, or up if it is negative. */
    public void scroll(int by) {
        requests.add(() -> {
            if (by < 0) {
                top = lines.back(top, -by);
            }
            for (int i = 0; i < by && top < lines.size(); i++) {
                top = lines.line(top).end();
            }
            follows = false;
        });
    }

    /** Goes to the first line. */
    public void toStart() {
        requests.add(() -> {
            top = 0;
            follows = false;
        });
    }

    /** Goes to the last line, and follows it. */
    public void toEnd() {
        requests.add(() -> follows = true);
    }

    /** Looks for a text: on what is seen, then below, then above. An empty one ends the search. */
    public void find(String text) {
        requests.add(() -> {
            sought = text.isEmpty() ? null : TextSearch.of(text);
            match = NOWHERE;
            words = "";
            searching = sought == null ? null : new FileSearch(lines, sought, true, top);
            thenUp = true;
        });
    }

    /** Goes to the next line that has the text which was looked for, or to the one before. */
    public void findNext(boolean forwards) {
        requests.add(() -> {
            if (sought != null) {
                boolean seen = window.rows().stream().anyMatch(row -> row.start() == match);
                long from = !seen ? top : forwards ? lines.line(match).end() : match;
                searching = new FileSearch(lines, sought, forwards, from);
                thenUp = false;
                words = "";
            }
        });
    }

    @Override
    public void close() {
        closed = true;
        requests.add(() -> {});
    }

    private void run() {
        try (lines) {
            while (!closed) {
                look();
                long wait = searching != null ? 0 : rows > 0 ? LOOK_EVERY_MS : UNSEEN_EVERY_MS;
                Request request = requests.poll(wait, TimeUnit.MILLISECONDS);
                if (request != null) {
                    answer(request);
                }
            }
        } catch (InterruptedException | IOException e) {
            // Nobody interrupts this thread, and closing the file is all that is left to do here.
        }
    }

    private void answer(Request request) {
        try {
            request.run();
        } catch (IOException e) {
            // The next look says what is wrong.
        }
    }

    private void restart() {
        top = 0;
        follows = true;
        match = NOWHERE;
        searching = null;
        words = "";
    }

    private void look() {
        OutputWindow now;
        try {
            boolean there = lines.refresh();
            if (there && searching != null) {
                search();
            }
            now = there ? seen() : new OutputWindow(name, false, List.of(), true, 1, found(), "");
        } catch (IOException e) {
            searching = null;
            String trouble = name + " cannot be read: " + IoReason.of(e);
            OutputWindow before = window;
            now = new OutputWindow(
                    name, before.there(), before.rows(), before.atEnd(), before.share(), found(), trouble);
        }
        if (!parts(now).equals(parts(window))) {
            window = now;
            changed.run();
        }
    }

    /**
     * Returns the parts by which windows are compared: Java makes the {@code equals} of a record when it is first
     * called, and the first picture would have to wait for two of them.
     */
    private static List<Object> parts(OutputWindow window) {
        Found found = window.found();
        return Arrays.asList(
                window.there(),
                window.rows(),
                window.atEnd(),
                window.share(),
                found.search(),
                found.line(),
                found.words(),
                window.trouble());
    }

    private Found found() {
        return new Found(sought, match, words);
    }

    private OutputWindow seen() throws IOException {
        long size = lines.size();
        List<Row> shown = rowsFrom(follows ? lines.back(size, rows) : Math.min(top, size));
        if (!follows && bottom >= size) {
            follows = true;
            shown = rowsFrom(lines.back(size, rows));
        }
        double share = size == 0 ? 1 : (double) bottom / size;
        return new OutputWindow(name, true, shown, follows, share, found(), "");
    }

    private List<Row> rowsFrom(long start) throws IOException {
        List<Row> shown = new ArrayList<>();
        top = start;
        bottom = start;
        while (shown.size() < rows && bottom < lines.size()) {
            TextLines.Line line = lines.line(bottom);
            shown.add(new Row(line.start(), ShownText.of(line)));
            bottom = line.end();
        }
        return shown;
    }

    /** Searches on for a moment, unless somebody wants something else. */
    private void search() throws IOException {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(SEARCH_MS);
        while (searching != null && System.nanoTime() < until && requests.isEmpty()) {
            long line = searching.advance();
            if (line >= 0) {
                found(line);
            } else if (searching.isOver()) {
                nothing();
            }
        }
        if (searching != null) {
            words = "Looking for \"" + Safe.forCells(sought.text()) + "\": " + Numbers.wholePercent(searching.share());
        }
    }

    private void found(long line) {
        match = line;
        words = "";
        searching = null;
        boolean seen = window.rows().stream().anyMatch(row -> row.start() == line);
        if (!seen) {
            showAround(line);
        }
    }

    private void showAround(long line) {
        answer(() -> top = lines.back(line, rows / ABOVE));
        follows = false;
    }

    private void nothing() {
        boolean forwards = searching.isForwards();
        searching = thenUp ? new FileSearch(lines, sought, false, top) : null;
        String text = "\"" + Safe.forCells(sought.text()) + "\"";
        if (thenUp) {
            thenUp = false;
        } else if (match == NOWHERE) {
            words = "The output has no " + text + ".";
        } else {
            words = "No further " + text + (forwards ? " below." : " above.");
        }
    }
}
