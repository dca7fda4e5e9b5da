package io.traindeck.dashboard.keys;

import com.googlecode.lanterna.input.KeyStroke;
import io.traindeck.dashboard.draw.Glyphs;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One line of the table of keys.
 *
 * @param contexts where the keys do this
 * @param views the views in which they do
 * @param word what the footer says; empty if the footer leaves the keys out
 * @param help one sentence; empty if the sentence of the line before speaks of these keys too
 */
public record Binding(Action action, List<Key> keys, Set<Context> contexts, Set<View> views, String word, String help) {

    boolean matches(KeyStroke stroke, Focus focus) {
        return appliesIn(focus) && keys.stream().anyMatch(key -> key.matches(stroke));
    }

    /** Returns whether the keys do this there. */
    public boolean appliesIn(Focus focus) {
        return contexts.contains(focus.context()) && views.contains(focus.view());
    }

    /** All keys, as help names them. */
    String labels(Glyphs glyphs) {
        return keys.stream().map(key -> key.label(glyphs)).collect(Collectors.joining(" "));
    }
}
