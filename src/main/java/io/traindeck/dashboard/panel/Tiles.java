package io.traindeck.dashboard.panel;

import io.traindeck.dashboard.draw.Role;
import io.traindeck.metric.Group;
import io.traindeck.metric.Kind;
import io.traindeck.metric.Metric;
import io.traindeck.metric.Part;
import io.traindeck.metric.Trait;
import io.traindeck.state.Curve;
import io.traindeck.state.RunState;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Makes the tiles of a run: one for each group of its metrics, what matters most first. */
final class Tiles {
    /** The roles of further lines of one part of the data. */
    private static final List<Role> FURTHER = List.of(Role.RUN_7, Role.RUN_3, Role.RUN_5);

    private static final String PER_STEP = " per step";

    private final RunState state;
    private final List<Tile> tiles = new ArrayList<>();

    private Tiles(RunState state) {
        this.state = state;
    }

    /**
     * The tiles of those metrics whose names have the words of {@code filter}: first the metrics that training is for,
     * then the other groups in their order, last those that only say how fast it goes.
     */
    static List<Tile> of(RunState state, String filter) {
        Tiles made = new Tiles(state);
        for (Group group : state.groups()) {
            made.add(group);
        }
        made.putFrontFirst();
        NameFilter names = NameFilter.of(filter);
        List<Tile> found =
                made.tiles.stream().filter(tile -> isFound(tile, names)).toList();
        List<Tile> inOrder =
                new ArrayList<>(found.stream().filter(Tile::isOfLearning).toList());
        found.stream().filter(tile -> !tile.isOfLearning()).forEach(inOrder::add);
        return inOrder;
    }

    private static boolean isFound(Tile tile, NameFilter names) {
        return names.fits(tile.title())
                || tile.lines().stream()
                        .anyMatch(line -> names.fits(line.metric().name()));
    }

    /**
     * Adds the tiles of a group. Values measured at single steps are another line than those measured at the end of an
     * epoch. A loss or a score that is known in both ways has a tile for each. Of other metrics only the steps are
     * shown, which tell more.
     */
    private void add(Group group) {
        List<CurveLine> lines = lines(group);
        List<CurveLine> steps = lines.stream().filter(CurveLine::byStep).toList();
        Set<Part> partsBySteps = EnumSet.noneOf(Part.class);
        steps.forEach(line -> partsBySteps.add(line.metric().part()));
        List<CurveLine> again = lines.stream()
                .filter(line ->
                        !line.byStep() && partsBySteps.contains(line.metric().part()))
                .toList();
        String key = key(group);
        boolean both = group.kind() == Kind.LOSS || group.kind() == Kind.SCORE;
        if (!again.isEmpty() && both) {
            tiles.add(new Tile(key + PER_STEP, group.title() + PER_STEP, group.kind(), coloured(steps), true, false));
            lines.removeAll(steps);
        } else {
            lines.removeAll(again);
        }
        if (!lines.isEmpty()) {
            tiles.add(new Tile(key, group.title(), group.kind(), coloured(lines), false, false));
        }
    }

    private List<CurveLine> lines(Group group) {
        List<CurveLine> lines = new ArrayList<>();
        for (Metric metric : group.lines()) {
            Curve curve = state.series(metric.name()).curve();
            if (!curve.isEmpty()) {
                boolean byStep = !metric.part().isHeldOut()
                        && curve != state.rowSeries(metric.name()).curve();
                lines.add(new CurveLine(metric, curve, byStep, Role.TEXT));
            }
        }
        return lines;
    }

    /**
     * Gives the lines their colours: training and validation have the same colour everywhere, and a second line of a
     * part has another.
     */
    private static List<CurveLine> coloured(List<CurveLine> lines) {
        List<CurveLine> coloured = new ArrayList<>();
        Set<Part> seen = EnumSet.noneOf(Part.class);
        int further = 0;
        for (CurveLine line : lines) {
            Role role;
            if (line.metric().is(Trait.EXTREME)) {
                role = Role.DIM;
            } else if (seen.add(line.metric().part())) {
                role = role(line.metric());
            } else {
                role = FURTHER.get(further++ % FURTHER.size());
            }
            coloured.add(new CurveLine(line.metric(), line.curve(), line.byStep(), role));
        }
        return coloured;
    }

    private static Role role(Metric metric) {
        return switch (metric.part()) {
            case TRAIN -> Role.TRAIN;
            case VALIDATION -> Role.VALIDATION;
            case TEST -> Role.RUN_4;
            case NONE ->
                switch (metric.kind()) {
                    case LOSS, SCORE, NORM, OTHER -> Role.TRAIN;
                    case RATE, SPEED, TIME, COUNT -> Role.ACCENT;
                };
        };
    }

    /**
     * Puts a tile in front: that of a reward that is the goal or, of any other run, that of the training loss, if it is
     * known step by step. These change from moment to moment. The other tile of the same group follows.
     */
    private void putFrontFirst() {
        if (state.goal() == null) {
            return;
        }
        boolean reward = state.meaning(state.goal().metric()).is(Trait.REWARD);
        int front = -1;
        for (int i = 0; i < tiles.size(); i++) {
            Metric first = tiles.get(i).lines().get(0).metric();
            boolean fits = tiles.get(i).lines().get(0).byStep()
                    && first.part() == Part.TRAIN
                    && (reward ? first.is(Trait.REWARD) : first.kind() == Kind.LOSS);
            if (fits && (front < 0 || first.is(Trait.WHOLE) && !isWhole(tiles.get(front)))) {
                front = i;
            }
        }
        if (front >= 0) {
            Tile first = tiles.remove(front).inFront();
            if (first.isOfSteps()) {
                // The tile behind it has the same by epoch.
                tiles.add(0, tiles.remove(front));
            }
            tiles.add(0, first);
        }
    }

    private static boolean isWhole(Tile tile) {
        return tile.lines().get(0).metric().is(Trait.WHOLE);
    }

    /** The key of the tile of a group; the tile that shows the group step by step has another key. */
    static String key(Group group) {
        return group.kind() + " " + group.lines().get(0).quantity();
    }
}
