package io.traindeck.dashboard.panel;

import io.traindeck.dashboard.chart.Sparkline;
import io.traindeck.dashboard.draw.Canvas;
import io.traindeck.dashboard.draw.Rect;
import io.traindeck.dashboard.draw.Role;
import io.traindeck.dashboard.draw.Text;
import io.traindeck.dashboard.page.GpuProcess;
import io.traindeck.event.TrainEvent.Gpu;
import io.traindeck.state.Curve;
import io.traindeck.state.GpuHistory;
import io.traindeck.state.GpuHistory.Card;
import io.traindeck.text.Numbers;
import io.traindeck.text.Safe;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** View 5: each graphics card over the time of the run, and the processes on the cards of this machine. */
final class GpusView {
    private static final int HEADER_ROWS = 3;

    /** The rows of a card if each of its figures has a row. */
    private static final int FIGURE_ROWS = 5;

    /** Columns of a value, and of what stands before it. */
    private static final int VALUE = 9;

    private static final int NUMBER = 4;
    private static final int LABEL = 8;
    private static final int LEAST_SPARK = 4;
    private static final String PROCESS = "      process";
    private static final String HERE = " on this machine";

    private static final double MOST_PERCENT = 100;

    /** Degrees Celsius; a card slows itself down before it gets hotter. */
    private static final double MOST_HEAT = 100;

    private final Frame frame;
    private final List<Card> cards;
    private final List<GpuProcess> processes;

    GpusView(Frame frame) {
        this.frame = frame;
        GpuHistory history = frame.state().gpus();
        cards = history.cards();
        processes = frame.view().gpus().processes();
    }

    /** A figure of a card. */
    private record Figure(String name, Curve curve, String value, Sparkline.Range scale) {}

    private List<Figure> figures(Card card) {
        Gpu last = card.last();
        double power =
                cards.stream().mapToDouble(each -> each.power().most()).max().orElse(0);
        return List.of(
                new Figure(
                        "load",
                        card.util(),
                        GpuCells.whole(last.utilPercent()) + "%",
                        new Sparkline.Range(0, MOST_PERCENT)),
                new Figure(
                        "memory",
                        card.memory(),
                        GpuCells.gib(last.memUsedMb()) + "/" + GpuCells.gib(last.memTotalMb()) + "G",
                        new Sparkline.Range(
                                0, Math.max(last.memTotalMb(), card.memory().most()))),
                new Figure(
                        "heat",
                        card.temperature(),
                        GpuCells.whole(last.tempC()) + " C",
                        new Sparkline.Range(0, MOST_HEAT)),
                new Figure("power", card.power(), GpuCells.whole(last.powerW()) + " W", new Sparkline.Range(0, power)));
    }

    /** The rows for cards; the processes have the rest. */
    private int cardRows(int height) {
        int room = height - HEADER_ROWS;
        int wanted = processes.isEmpty() ? 0 : 2 + processes.size();
        return Math.max(1, room - Math.min(wanted, room / 2));
    }

    private boolean isDetailed(int height) {
        return cards.size() * FIGURE_ROWS <= cardRows(height);
    }

    /** The number of cards that are seen at once. */
    private int cardsShown(int height) {
        return isDetailed(height) ? cards.size() : Math.min(cards.size(), cardRows(height));
    }

    private int cardsMostDown(int height) {
        return cards.size() - cardsShown(height);
    }

    /** The row of the title of the processes. */
    private int processesAt(int height) {
        return HEADER_ROWS + cardsShown(height) * (isDetailed(height) ? FIGURE_ROWS : 1) + 1;
    }

    /** The rows for the processes, without their title. */
    private int processRows(int height) {
        return Math.max(0, height - processesAt(height) - 1);
    }

    /** The rows that a page of the list has which is scrolled. */
    int page(int height) {
        return cardsMostDown(height) > 0 ? cardsShown(height) : processRows(height);
    }

    /** The number of rows that the lists can be scrolled down: the cards, and from their last one on the processes. */
    int mostDown(int height) {
        int rows = processRows(height);
        return cardsMostDown(height) + (rows == 0 ? 0 : Math.max(0, processes.size() - rows));
    }

    void draw(Canvas canvas) {
        new Header(frame).status(canvas.row(0));
        if (cards.isEmpty()) {
            canvas.put(1, 2, "No graphics card is in the log.", Role.DIM);
            return;
        }
        int height = canvas.height();
        int shown = cardsShown(height);
        int down = Math.min(frame.view().gpus().down(), mostDown(height));
        int top = Math.min(down, cardsMostDown(height));
        Canvas list = canvas.part(new Rect(0, HEADER_ROWS, canvas.width(), cardRows(height)));
        title(canvas.row(1), cards.size() - top - shown);
        if (isDetailed(height)) {
            for (int i = 0; i < cards.size(); i++) {
                detailed(list.part(new Rect(0, i * FIGURE_ROWS, canvas.width(), FIGURE_ROWS)), i);
            }
        } else {
            header(canvas.row(HEADER_ROWS - 1));
            for (int i = 0; i < shown; i++) {
                inOneRow(list.row(i), top + i);
            }
        }
        int y = processesAt(height);
        if (!processes.isEmpty() && y < height) {
            processes(canvas.part(new Rect(0, y, canvas.width(), height - y)), down - top);
        }
    }

    /** Says how many more there are below; empty for none. */
    private static String more(Canvas row, int below) {
        return below > 0 ? "  " + below + " more " + row.glyphs().below() : "";
    }

    /**
     * Draws the names of the cards, and from when to when they were read.
     *
     * @param below the number of cards that are not seen
     */
    private void title(Canvas row, int below) {
        String names = cards.stream()
                .collect(Collectors.groupingBy(
                        card -> card.last().name() == null ? "" : card.last().name(), Collectors.counting()))
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByKey())
                .map(each -> (each.getValue() > 1 ? each.getValue() + " x " : "") + Safe.forCells(each.getKey()))
                .collect(Collectors.joining(", "));
        Curve times = cards.get(0).util();
        String span = times.isEmpty() || times.first(0) == 0
                ? ""
                : Numbers.minute(times.first(0), frame.zone()) + " to "
                        + Numbers.minute(times.lastStep(), frame.zone());
        String right = span + more(row, below);
        int room = row.width() - 3 - right.length();
        row.put(1, 0, Text.cutMiddle(names, Math.max(0, room), row.glyphs()), Role.TEXT);
        row.putRight(row.width() - 1, 0, right, Role.DIM);
    }

    private void detailed(Canvas canvas, int number) {
        Card card = cards.get(number);
        canvas.put(1, 0, "gpu " + number + "  " + Safe.forCells(card.last().name()), GpuCells.role(card.last()));
        List<Figure> figures = figures(card);
        for (int i = 0; i < figures.size(); i++) {
            Canvas row = canvas.row(1 + i);
            row.put(1, 0, figures.get(i).name(), Role.DIM);
            figure(row, LABEL, row.width() - LABEL - 1, figures.get(i), card);
        }
    }

    /** The columns that a figure has if all figures stand in a row. */
    private int share(int width) {
        return (width - NUMBER - 1) / figuresShown(width);
    }

    private static int figuresShown(int width) {
        return Math.max(1, Math.min(4, (width - NUMBER - 1) / (VALUE + LEAST_SPARK)));
    }

    private void header(Canvas row) {
        row.put(1, 0, "gpu", Role.DIM);
        List<Figure> figures = figures(cards.get(0));
        for (int i = 0; i < figuresShown(row.width()); i++) {
            int end = NUMBER + i * share(row.width()) + VALUE;
            row.putRight(end, 0, figures.get(i).name(), Role.DIM);
        }
    }

    private void inOneRow(Canvas row, int number) {
        Card card = cards.get(number);
        row.putRight(NUMBER, 0, String.valueOf(number), GpuCells.role(card.last()));
        List<Figure> figures = figures(card);
        int share = share(row.width());
        for (int i = 0; i < figuresShown(row.width()); i++) {
            figure(row, NUMBER + i * share, share, figures.get(i), card);
        }
    }

    private static void figure(Canvas row, int x, int width, Figure figure, Card card) {
        Role role = GpuCells.role(card.last());
        row.putRight(x + VALUE, 0, Text.cut(figure.value(), VALUE, row.glyphs()), role == Role.DIM ? Role.TEXT : role);
        Canvas spark = row.part(new Rect(x + VALUE + 1, 0, width - VALUE - 2, 1));
        Sparkline.draw(spark, figure.curve().means(), figure.scale(), Role.ACCENT);
    }

    /** @param top the processes that are scrolled away */
    private void processes(Canvas canvas, int top) {
        int shown = Math.min(processes.size() - top, canvas.height() - 1);
        String more = more(canvas, processes.size() - top - shown);
        int end = canvas.width() - more.length();
        int x = canvas.put(1, 0, "gpu      pid  memory  user", Role.DIM);
        for (String word : List.of(PROCESS, HERE)) {
            if (x + word.length() < end) {
                x = canvas.put(x, 0, word, Role.DIM);
            }
        }
        canvas.putRight(canvas.width() - 1, 0, more, Role.DIM);
        for (int i = 0; i < shown; i++) {
            GpuProcess process = processes.get(top + i);
            String memory = Double.isFinite(process.memoryMb()) ? GpuCells.gib(process.memoryMb()) + " GiB" : "-";
            String user = Text.padRight(Text.cut(Safe.forCells(process.user()), 8, canvas.glyphs()), 8);
            String who = Text.padLeft(String.valueOf(process.card()), 3)
                    + Text.padLeft(String.valueOf(process.pid()), 9) + Text.padLeft(memory, 8) + "  " + user + "  ";
            int after = canvas.put(1, 1 + i, who, Role.TEXT);
            String command = Safe.forCells(process.command());
            canvas.put(after, 1 + i, Text.cutMiddle(command, canvas.width() - after - 1, canvas.glyphs()), Role.DIM);
        }
    }
}
