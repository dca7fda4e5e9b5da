package io.traindeck.supervise;

import io.traindeck.text.SearchPath;
import java.util.List;

/**
 * Gives a program a session of its own: Ctrl-C and the hang-up of a terminal go to the processes of its session only.
 */
public final class OwnSession {
    private OwnSession() {}

    /**
     * Returns the words to put before a program and its arguments. Linux has {@code setsid} for this. macOS lacks it,
     * but has Perl, which can do the same. If both are missing, the program stays in this session; a trainer ignores
     * the hang-up anyway, so that it may still get only a Ctrl-C that is pressed while it starts.
     *
     * @param path the folders of programs, as in the environment; may be null
     */
    public static List<String> words(String path) {
        if (SearchPath.find(path, "setsid").isPresent()) {
            return List.of("setsid");
        }
        if (SearchPath.find(path, "perl").isPresent()) {
            return List.of("perl", "-MPOSIX", "-e", "POSIX::setsid(); exec { $ARGV[0] } @ARGV or die qq($ARGV[0]: $!)");
        }
        return List.of();
    }
}
