package io.traindeck.supervise;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How a program gets a session of its own: Ctrl-C and the hang-up of a terminal go to the processes of its session only. */
public final class OwnSession {
    private OwnSession() {}

    /**
     * The words to put before a program and its arguments. Linux has {@code setsid} for that; macOS has not, but Perl,
     * which can ask for the same. If both are missing, the program stays in this session; a trainer ignores its hang-up
     * anyway, so that all it may still get is a Ctrl-C that is pressed while it starts.
     *
     * @param path the folders of programs, as in the environment; may be null
     */
    public static List<String> words(String path) {
        if (isOn(path, "setsid")) {
            return List.of("setsid");
        }
        if (isOn(path, "perl")) {
            return List.of("perl", "-MPOSIX", "-e", "POSIX::setsid(); exec { $ARGV[0] } @ARGV or die qq($ARGV[0]: $!)");
        }
        return List.of();
    }

    /** Whether one of the folders has that program. */
    public static boolean isOn(String path, String program) {
        for (String folder : path == null ? new String[0] : path.split(File.pathSeparator)) {
            Path file = Path.of(folder, program);
            if (Files.isExecutable(file) && !Files.isDirectory(file)) {
                return true;
            }
        }
        return false;
    }
}
