package io.traindeck.dashboard.panel;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The way in which the page of dials is looked at.
 *
 * @param chosen which dial is chosen, from 0
 * @param wanted the values that were changed here and are not sent yet, by the dials' names
 */
public record DialsLook(int chosen, Map<String, String> wanted) {
    /** The first dial, and nothing changed. */
    static final DialsLook FIRST = new DialsLook(0, Map.of());

    /** Keeps a copy of {@code wanted}. */
    public DialsLook {
        wanted = Map.copyOf(wanted);
    }

    DialsLook withChosen(int dial) {
        return new DialsLook(dial, wanted);
    }

    /** This look with another wanted value for a dial; null for the value that the dial has. */
    DialsLook withWanted(String dial, String value) {
        Map<String, String> values = new LinkedHashMap<>(wanted);
        if (value == null) {
            values.remove(dial);
        } else {
            values.put(dial, value);
        }
        return new DialsLook(chosen, values);
    }
}
