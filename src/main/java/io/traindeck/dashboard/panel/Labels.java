package io.traindeck.dashboard.panel;

import io.traindeck.dashboard.draw.Canvas;
import io.traindeck.dashboard.draw.Role;
import io.traindeck.metric.Group;
import io.traindeck.metric.Kind;
import io.traindeck.metric.Metric;
import io.traindeck.metric.Part;
import io.traindeck.text.Safe;
import java.util.Map;

/** The names of metrics on the overview, fit for the screen: their quantity, in as few letters as are usual. */
final class Labels {
    private static final Map<String, String> USUAL = Map.of("lr", "lr", "grad_norm", "grad norm", "seconds", "time");
    private static final Map<String, String> SHORT = Map.of("acc", "acc", "grad_norm", "grad");

    private Labels() {}

    /** The quantity; the part of the data that it was measured on has a word of its own. */
    static String of(Metric metric) {
        return metric.kind() == Kind.SPEED
                ? SpeedWords.unit(metric)
                : Safe.forCells(USUAL.getOrDefault(metric.quantity(), metric.title()));
    }

    /** The quantity in a shorter word, for a screen that has few columns. */
    static String shortOf(Metric metric) {
        String usual = SHORT.get(metric.quantity());
        return usual == null ? of(metric) : usual;
    }

    /** The quantity in full, as in the heading of a chart. */
    static String title(Group group) {
        return Safe.forCells(group.title());
    }

    /** The colour of what was measured on that part. */
    static Role role(Part part) {
        return part.isHeldOut() ? Role.VALIDATION : part == Part.TRAIN ? Role.TRAIN : Role.TEXT;
    }

    /** A text with the sign of its line before it, where a sign tells the line from others. */
    static String signed(Canvas canvas, Role role, String text) {
        String sign = canvas.sign(role);
        return sign.isEmpty() ? text : sign + " " + text;
    }

    /** The word for a part of the data; empty for no part. */
    static String of(Part part) {
        return switch (part) {
            case TRAIN -> "train";
            case VALIDATION -> "val";
            case TEST -> "test";
            case NONE -> "";
        };
    }
}
