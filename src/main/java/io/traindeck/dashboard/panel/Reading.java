package io.traindeck.dashboard.panel;

import io.traindeck.dashboard.draw.Text;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.metric.Kind;
import io.traindeck.metric.Part;
import io.traindeck.state.Curve;
import io.traindeck.state.Rows;
import io.traindeck.state.RunState;
import io.traindeck.text.Numbers;
import io.traindeck.text.Safe;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The values of the curves at one step, in words: of the first tile in full, and of others the values that are looked
 * at most.
 */
final class Reading {
    private static final String GAP = "  ";

    // The order in which phrases are left out, the highest first.
    private static final int STEP = 0;
    private static final int LEAD = 1;
    private static final int VALIDATION = 2;
    private static final int SCORE = 3;
    private static final int NORM = 4;
    private static final int RATE = 5;
    private static final int ROW = 6;
    private static final int TRAIN = 7;
    private static final int RANGE = 8;

    private record Ranked(String text, int rank) {}

    private final RunState state;
    private final List<Tile> tiles;
    private final long step;
    private final List<Ranked> phrases = new ArrayList<>();

    private Reading(RunState state, List<Tile> tiles, long step) {
        this.state = state;
        this.tiles = tiles;
        this.step = step;
    }

    /**
     * The reading in one line of at most {@code width} columns; if there is no room for all, what matters less is left
     * out first.
     */
    static String of(RunState state, List<Tile> tiles, long step, int width) {
        Reading reading = new Reading(state, tiles, step);
        reading.collect();
        return fitting(reading.phrases, width);
    }

    private static String fitting(List<Ranked> phrases, int width) {
        List<Ranked> left = new ArrayList<>(phrases);
        while (left.size() > 1 && text(left).length() > width) {
            left.remove(left.stream().max(Comparator.comparingInt(Ranked::rank)).orElseThrow());
        }
        return text(left);
    }

    private static String text(List<Ranked> phrases) {
        return phrases.stream().map(Ranked::text).collect(Collectors.joining());
    }

    private void collect() {
        if (tiles.isEmpty()) {
            add("step " + Numbers.count(step), STEP);
            return;
        }
        CurveLine lead = tiles.get(0).lines().get(0);
        int at = lead.curve().at(step);
        add(steps(lead.curve(), at), STEP);
        if (at >= 0) {
            add(GAP + label(lead) + " " + lead.text(lead.curve().mean(at)), LEAD);
            if (lead.curve().finite(at) > 1) {
                String least = lead.text(lead.curve().min(at));
                add(" (" + least + " to " + lead.text(lead.curve().max(at)) + ")", RANGE);
            }
        }
        first(Kind.SCORE, lead, SCORE);
        first(Kind.NORM, lead, NORM);
        first(Kind.RATE, lead, RATE);
        row(lead);
    }

    private void add(String text, int rank) {
        phrases.add(new Ranked(text, rank));
    }

    /** Adds the first line of that kind that is known step by step. */
    private void first(Kind kind, CurveLine lead, int rank) {
        for (Tile tile : tiles) {
            CurveLine line = tile.lines().get(0);
            int at = line.curve().at(step);
            if (tile.kind() == kind && line.byStep() && line != lead && at >= 0) {
                boolean worst = kind == Kind.NORM && !line.curve().isGap(at);
                double value = worst ? line.curve().max(at) : line.curve().mean(at);
                add(GAP + label(line) + " " + line.text(value), rank);
                return;
            }
        }
    }

    private static String label(CurveLine line) {
        Kind kind = line.metric().kind();
        boolean isShort = kind == Kind.NORM || kind == Kind.RATE;
        String label = isShort
                ? line.metric().quantity().replace('_', ' ')
                : line.metric().title();
        return Safe.forCells(label);
    }

    /** The steps that are read out as one, as wide as any of the run's. */
    private String steps(Curve curve, int bucket) {
        long most = Math.max(state.plan().steps(), state.lastStep());
        int width = Numbers.count(most).length();
        if (bucket < 0 || curve.width() == 1) {
            return "step " + Text.padLeft(Numbers.count(step), width);
        }
        long first = curve.first(bucket);
        long last = curve.last(bucket);
        String several = "steps " + Numbers.count(first) + "-" + Numbers.count(last);
        return Text.padRight(
                last > first ? several : "step " + Numbers.count(first), "steps ".length() + 2 * width + "-".length());
    }

    /** Adds what was measured at the row that the step leads to, or at the last one before it. */
    private void row(CurveLine lead) {
        Measured row = null;
        for (Measured next : state.rows().list()) {
            row = next;
            if (row.step() >= step) {
                break;
            }
        }
        if (row == null) {
            return;
        }
        boolean epoch = Rows.isEpoch(row);
        if (epoch) {
            add(GAP + Rows.name(row), ROW);
        }
        String where = epoch || row.step() == step ? "" : " @ " + Rows.number(row);
        add(values("train", Part.TRAIN, row, lead, ""), TRAIN);
        add(values("val", Part.VALIDATION, row, lead, where), VALIDATION);
    }

    /** The first loss that the row has of that part, and the score that is the goal; empty if it has none. */
    private String values(String word, Part part, Measured row, CurveLine lead, String where) {
        StringBuilder values = new StringBuilder();
        Tile loss = null;
        Tile goal = null;
        for (Tile tile : tiles) {
            loss = loss == null && tile.kind() == Kind.LOSS && !tile.isOfSteps() ? tile : loss;
            goal = tile.kind() == Kind.SCORE && hasGoal(tile) ? tile : goal;
        }
        for (Tile tile : Arrays.asList(loss, goal)) {
            CurveLine line = tile == null ? null : tile.on(part);
            boolean isTold = line == null || line == lead || line.byStep();
            if (!isTold && row.values().has(line.metric().name())) {
                String quantity = line.metric().quantity();
                boolean isPlain = quantity.equals("loss") || quantity.equals("acc");
                values.append(isPlain ? " " : " " + label(line) + " ");
                values.append(line.text(row.values().get(line.metric().name())));
            }
        }
        return values.length() == 0 ? "" : GAP + word + values + where;
    }

    private boolean hasGoal(Tile tile) {
        return state.goal() != null
                && tile.lines().stream()
                        .anyMatch(
                                line -> line.metric().name().equals(state.goal().metric()));
    }
}
