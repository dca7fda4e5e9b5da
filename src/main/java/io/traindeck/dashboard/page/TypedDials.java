package io.traindeck.dashboard.page;

import io.traindeck.event.Dial;
import io.traindeck.run.RunException;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** Dials of our own trainer, as a person types them. */
public final class TypedDials {
    private TypedDials() {}

    /**
     * Puts a dial that was typed among others.
     *
     * @throws RunException if there is no such dial, or it cannot have that value, with one line for the user
     */
    public static void put(Map<Dial, String> dials, String name, String value) throws RunException {
        Dial dial = Dial.of(name)
                .orElseThrow(() -> new RunException("there is no dial " + name + "; there are "
                        + Arrays.stream(Dial.values()).map(Dial::word).collect(Collectors.joining(", "))));
        try {
            dials.put(dial, dial.text(dial.value(value)));
        } catch (IllegalArgumentException e) {
            throw new RunException(e.getMessage(), e);
        }
    }
}
