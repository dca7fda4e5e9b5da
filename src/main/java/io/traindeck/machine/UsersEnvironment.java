package io.traindeck.machine;

import java.util.List;
import java.util.Map;

/**
 * The environment as its user has set it. The launcher changes some variables for this program, such as the locale and
 * the options for every Java, and keeps what they were.
 */
public final class UsersEnvironment {
    /** The beginning of the name under which the launcher keeps a variable; an empty value stands for one that was not set. */
    private static final String HELD = "TRAINDECK_HELD_";

    /** What the launcher tells this program, and nobody else. */
    private static final String LOCALE = "TRAINDECK_LOCALE";

    private UsersEnvironment() {}

    /**
     * Gives another's program what its user has set.
     *
     * @param environment the variables that the program will have, begun as a copy of this process's
     */
    public static void restore(Map<String, String> environment) {
        environment.remove(LOCALE);
        List<String> held = environment.keySet().stream()
                .filter(name -> name.startsWith(HELD))
                .toList();
        for (String name : held) {
            String value = environment.remove(name);
            String own = name.substring(HELD.length());
            if (value.isEmpty()) {
                environment.remove(own);
            } else {
                environment.put(own, value);
            }
        }
    }
}
