package io.traindeck.dashboard.panel;

import io.traindeck.advice.SchedulePlan;
import io.traindeck.dashboard.chart.Axes;
import io.traindeck.dashboard.chart.Chart;
import io.traindeck.dashboard.chart.RowScale;
import io.traindeck.dashboard.draw.Canvas;
import io.traindeck.dashboard.draw.Rect;
import io.traindeck.dashboard.draw.Role;
import io.traindeck.dashboard.draw.Text;
import io.traindeck.dashboard.keys.Action;
import io.traindeck.event.Dial;
import io.traindeck.event.Request;
import io.traindeck.state.RunState;
import io.traindeck.text.Safe;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The page of dials: their values, the values that the arrows have made but nobody has sent yet, and the schedule that
 * would follow.
 */
public final class DialsView {
    private static final int HEADER_ROWS = 2;
    private static final int GAP = 2;
    private static final int MOST_VALUE = 10;

    /** The minimum number of rows of a chart: with fewer it shows nothing. */
    private static final int LEAST_CHART = 5;

    /** The rows of a chart from which on there is space above it. */
    private static final int GOOD_CHART = 12;

    private final Frame frame;
    private final DialsLook look;
    private final List<TurnableDial> dials;

    /** Makes the page for what a frame shows. */
    public DialsView(Frame frame) {
        this.frame = frame;
        look = frame.view().dials();
        dials = TurnableDial.of(frame.state());
    }

    /** The setting to be sent for the chosen dial; empty if it was not changed. */
    public Optional<Request.Setting> wanted() {
        return chosen().filter(dial -> look.wanted().containsKey(dial.name()))
                .map(dial -> new Request.Setting(dial.name(), look.wanted().get(dial.name())));
    }

    /** All values that were changed here, by the dials' names. */
    public Map<String, String> allWanted() {
        return look.wanted();
    }

    /** The view without the wanted values that dials have by now: a trainer was started with them, or somebody sent them. */
    public ViewState settled() {
        DialsLook left = look;
        for (TurnableDial dial : dials) {
            if (dial.value().equals(look.wanted().get(dial.name()))) {
                left = left.withWanted(dial.name(), null);
            }
        }
        return left == look ? frame.view() : frame.view().with(left);
    }

    /** The view after the wanted value of the chosen dial has been sent. */
    public ViewState sent() {
        return chosen().map(dial -> frame.view().with(look.withWanted(dial.name(), null)))
                .orElse(frame.view());
    }

    private int place() {
        return Math.max(0, Math.min(dials.size() - 1, look.chosen()));
    }

    private Optional<TurnableDial> chosen() {
        return dials.isEmpty() ? Optional.empty() : Optional.of(dials.get(place()));
    }

    /** The view after an action that changes nothing of the run; empty for other actions. */
    Optional<ViewState> after(Action action) {
        return switch (action) {
            case UP, DOWN, FIRST, LAST, PAGE_UP, PAGE_DOWN, HALF_UP, HALF_DOWN -> {
                int to =
                        switch (action) {
                            case UP -> place() - 1;
                            case DOWN -> place() + 1;
                            case FIRST, PAGE_UP, HALF_UP -> 0;
                            default -> dials.size() - 1;
                        };
                yield Optional.of(frame.view().with(look.withChosen(Math.max(0, Math.min(dials.size() - 1, to)))));
            }
            case DIAL_LESS -> Optional.of(moved(-1));
            case DIAL_MORE -> Optional.of(moved(1));
            default -> Optional.empty();
        };
    }

    private ViewState moved(int way) {
        Optional<TurnableDial> chosen = chosen();
        if (chosen.isEmpty()) {
            return frame.view();
        }
        TurnableDial dial = chosen.get();
        String shown = look.wanted().getOrDefault(dial.name(), dial.value());
        return dial.moved(shown, way)
                .map(value ->
                        frame.view().with(look.withWanted(dial.name(), value.equals(dial.value()) ? null : value)))
                .orElseGet(() -> frame.view()
                        .withNotice(
                                "Arrows cannot change " + dial.name() + "; type :set " + dial.name() + " VALUE",
                                frame.nowMs()));
    }

    void draw(Canvas canvas) {
        new Header(frame).status(canvas.row(0));
        if (dials.isEmpty()) {
            canvas.put(1, HEADER_ROWS, "This run's trainer has no dials that can be turned while it trains.", Role.DIM);
            return;
        }
        int room = canvas.height() - HEADER_ROWS;
        int helpRows = helpRows(canvas.width(), room);
        int rest = room - dials.size() - helpRows;
        boolean chart =
                frame.state().schedule().isKnown() && frame.state().plan().steps() > 0 && rest >= LEAST_CHART;
        int gap = rest - 2 >= GOOD_CHART ? 1 : 0;
        int rows = Math.max(1, Math.min(room - helpRows, dials.size()));
        list(canvas.part(new Rect(0, HEADER_ROWS, canvas.width(), rows)));
        int top = HEADER_ROWS + rows + gap;
        List<String> help = help(chosen(), canvas.width());
        for (int i = 0; i < Math.min(helpRows, help.size()); i++) {
            boolean isCut = i == helpRows - 1 && i < help.size() - 1;
            String line = isCut ? help.get(i) + " " + help.get(i + 1) : help.get(i);
            canvas.put(1, top + i, Text.cut(line, canvas.width() - 2, canvas.glyphs()), Role.DIM);
        }
        if (chart) {
            top = HEADER_ROWS + rows + gap + helpRows + gap;
            schedule(canvas.part(new Rect(0, top, canvas.width(), canvas.height() - top)));
        }
    }

    /**
     * The rows of help: as many as any of the dials needs, so that nothing moves from one dial to the next; one row if
     * more would leave no room for some dials.
     */
    private int helpRows(int width, int room) {
        int most = dials.stream()
                .mapToInt(dial -> help(Optional.of(dial), width).size())
                .max()
                .orElse(0);
        return dials.size() + most <= room ? most : Math.min(1, most);
    }

    private static List<String> help(Optional<TurnableDial> dial, int width) {
        return Text.wrap(dial.map(TurnableDial::help).orElse(""), width - 2);
    }

    private void list(Canvas canvas) {
        int first = Math.max(0, Math.min(place() - canvas.height() + 1, dials.size() - canvas.height()));
        int values = MOST_VALUE;
        int room = Math.max(canvas.width() / 3, canvas.width() - 1 - 2 * GAP - 2 * (values + GAP));
        int longest =
                dials.stream().mapToInt(dial -> dial.name().length()).max().orElse(0);
        int names = Math.min(longest, room);
        int arrow = 1 + GAP + names + GAP + values;
        for (int row = 0; row < canvas.height(); row++) {
            TurnableDial dial = dials.get(first + row);
            boolean isChosen = first + row == place();
            String wanted = look.wanted().get(dial.name());
            if (isChosen) {
                canvas.put(1, row, canvas.glyphs().point(), Role.ACCENT);
            }
            String name = Text.cut(Safe.forCells(dial.name()), names, canvas.glyphs());
            canvas.put(1 + GAP, row, name, isChosen ? Role.ACCENT : Role.TEXT);
            String value = dial.value().isEmpty() ? "?" : Safe.forCells(dial.value());
            canvas.putRight(arrow, row, Text.cut(value, values, canvas.glyphs()), Role.TEXT);
            if (wanted != null) {
                canvas.put(arrow + 1, row, canvas.glyphs().becomes() + " " + Safe.forCells(wanted), Role.WARN);
            }
        }
    }

    /** Draws the schedule as it is planned, and as it would be with the wanted values. */
    private void schedule(Canvas canvas) {
        RunState state = frame.state();
        SchedulePlan now = state.schedule();
        SchedulePlan then = planned(state, now);
        long steps = Math.max(now.steps(), then.steps());
        double most = 0;
        for (int i = 0; i <= canvas.width(); i++) {
            long step = 1 + Math.round((double) i / canvas.width() * (steps - 1));
            most = Math.max(most, Math.max(now.rate(step), then.rate(step)));
        }
        canvas.put(1, 0, "learning rate " + (then == now ? "as planned" : "as it would be"), Role.DIM);
        Chart chart = new Chart(canvas, RowScale.linear(0, most, Axes.rows(canvas.height())), 1, steps);
        chart.function(step -> step > now.steps() ? Double.NaN : now.rate(step), Role.DIM);
        if (then != now) {
            chart.function(
                    step -> step > then.steps() || step <= state.lastStep() ? Double.NaN : then.rate(step), Role.WARN);
        }
        chart.draw();
        chart.steps(state.marks(), null);
        if (state.lastStep() > 0) {
            chart.cursor(state.lastStep());
        }
    }

    private SchedulePlan planned(RunState state, SchedulePlan now) {
        Map<String, String> wanted = look.wanted();
        double maxLr = number(wanted.get(Dial.MAX_LR.word()), now.maxLr());
        int epochs = (int) number(wanted.get(Dial.EPOCHS.word()), now.epochs());
        return now.turned(maxLr, epochs, state.lastStep());
    }

    private static double number(String wanted, double otherwise) {
        try {
            return wanted == null ? otherwise : Double.parseDouble(wanted);
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }
}
