package io.traindeck.cli;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Puts a program into a session of its own, away from the terminal of this one: Ctrl-C and the hang-up of a terminal go to
 * the processes of its session only.
 */
final class OwnSession {
    private OwnSession() {}

    /**
     * What to put before the program and its arguments. Linux has {@code setsid} for it; macOS has not, but Perl, which
     * can ask for the same. Where both are missing the program stays in this session; a trainer ignores its hang-up
     * anyway, so that all it may still get is a Ctrl-C pressed while it starts.
     *
     * @param path the folders of programs, as in the environment; may be null
     */
    static List<String> prefix(String path) {
        if (isOn(path, "setsid")) {
            return List.of("setsid");
        }
        if (isOn(path, "perl")) {
            return List.of("perl", "-MPOSIX", "-e", "POSIX::setsid(); exec { $ARGV[0] } @ARGV or die qq($ARGV[0]: $!)");
        }
        return List.of();
    }

    private static boolean isOn(String path, String program) {
        for (String folder : path == null ? new String[0] : path.split(File.pathSeparator)) {
            if (Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }
}
