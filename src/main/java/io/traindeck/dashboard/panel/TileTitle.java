package io.traindeck.dashboard.panel;

import io.traindeck.dashboard.draw.Canvas;
import io.traindeck.dashboard.draw.Phrase;
import io.traindeck.dashboard.draw.Role;
import io.traindeck.dashboard.draw.Text;
import io.traindeck.event.Goal;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.metric.Part;
import io.traindeck.state.Rows;
import io.traindeck.state.RunState;
import io.traindeck.text.Numbers;
import io.traindeck.text.Safe;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The first row of a tile: what it shows, its last values in the colours of its lines, and the best. */
final class TileTitle {
    /** The columns between the parts. */
    private static final int GAP = 3;

    /** The characters of a value, so that what follows keeps its place. */
    private static final int VALUE_WIDTH = 5;

    /** The minimum number of columns of a name: fewer do not tell it from others. */
    private static final int LEAST_NAME = 12;

    private final RunState state;
    private final Tile tile;
    private final TileScale scale;

    TileTitle(RunState state, Tile tile, TileScale scale) {
        this.state = state;
        this.tile = tile;
        this.scale = scale;
    }

    /** Draws the title. Parts that do not fit are left out. */
    void draw(Canvas canvas, Role role, boolean smoothed) {
        List<Phrase> parts = parts(canvas, smoothed);
        String unit = (tile.isShare() ? " %" : "") + (scale.scale().log() ? " (log)" : "");
        int value = parts.isEmpty() ? 0 : GAP + parts.get(0).text().length();
        int room = canvas.width() - 2 - unit.length();
        String name = Text.cutMiddle(
                Safe.forCells(tile.title()), Math.max(Math.min(LEAST_NAME, room), room - value), canvas.glyphs());
        int x = canvas.put(1, 0, name + unit, role);
        for (Phrase part : parts) {
            if (x + GAP + part.text().length() <= canvas.width()) {
                x = canvas.put(x + GAP, 0, part.text(), part.role());
            }
        }
    }

    private List<Phrase> parts(Canvas canvas, boolean smoothed) {
        List<Phrase> parts = new ArrayList<>();
        if (tile.isOfSteps()) {
            if (smoothed) {
                parts.add(new Phrase("smoothed", tile.lines().get(0).role()));
            }
            return parts;
        }
        switch (tile.kind()) {
            case LOSS, SCORE -> {
                lastValues(canvas, parts);
                best(parts);
            }
            case NORM -> {
                if (!Double.isNaN(scale.clip())) {
                    parts.add(new Phrase("clip " + Numbers.norm(scale.clip()), Role.WARN));
                }
            }
            case RATE -> {
                // The line above the tiles tells the rate.
            }
            case SPEED, OTHER, TIME, COUNT -> lastValues(canvas, parts);
        }
        return parts;
    }

    /** Adds the last value of the first line of each part of the data. */
    private void lastValues(Canvas canvas, List<Phrase> parts) {
        Set<Part> told = EnumSet.noneOf(Part.class);
        for (CurveLine line : tile.lines()) {
            if (told.add(line.metric().part())) {
                boolean isAlone = tile.lines().size() == 1;
                String value = Text.padLeft(line.text(line.last()), VALUE_WIDTH);
                String word = Labels.of(line.metric().part());
                String text = isAlone
                        ? value
                        : Labels.signed(canvas, line.role(), word.isEmpty() ? value : word + " " + value);
                parts.add(new Phrase(text, line.role()));
            }
        }
    }

    /** Adds the best value: of the goal, else of the first line that was measured on held-out data. */
    private void best(List<Phrase> parts) {
        Goal goal = state.goal();
        CurveLine judged = null;
        for (CurveLine line : tile.lines()) {
            boolean isGoal = goal != null && line.metric().name().equals(goal.metric());
            boolean isHeldOut = line.metric().part().isHeldOut();
            if (!line.byStep() && (isGoal || judged == null && isHeldOut)) {
                judged = line;
            }
        }
        if (judged == null || judged.metric().better() == null) {
            return;
        }
        String name = judged.metric().name();
        boolean isGoal = goal != null && name.equals(goal.metric());
        Measured best =
                isGoal ? state.best() : state.rows().best(name, judged.metric().better());
        if (best != null && best.values().has(name)) {
            String value = judged.text(best.values().get(name));
            parts.add(new Phrase("best " + value + " @ " + Rows.number(best), Role.GOOD));
        }
    }
}
