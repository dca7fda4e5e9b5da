package io.traindeck.comparison;

import io.traindeck.text.Safe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds names that tell runs apart: the name of the folder or file or, if another run's is the same, as much of the
 * path before it as is needed. If the same run comes again, it is called {@code NAME (2)}.
 */
public final class RunNames {
    private RunNames() {}

    /**
     * Returns one name for each run, in their order, of printable characters.
     *
     * @param runs the folders or files of the runs
     */
    public static List<String> of(List<Path> runs) {
        List<Path> paths =
                runs.stream().map(run -> run.toAbsolutePath().normalize()).toList();
        List<String> names = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (Path path : paths) {
            String name = shortest(path, paths);
            String free = name;
            for (int i = 2; !taken.add(free); i++) {
                free = name + " (" + i + ")";
            }
            names.add(free);
        }
        return names;
    }

    private static String shortest(Path path, List<Path> all) {
        int parts = 1;
        while (parts < path.getNameCount() && isShared(path, parts, all)) {
            parts++;
        }
        return Safe.forLine(end(path, parts).toString());
    }

    private static boolean isShared(Path path, int parts, List<Path> all) {
        return all.stream()
                .anyMatch(other -> !other.equals(path) && end(other, parts).equals(end(path, parts)));
    }

    private static Path end(Path path, int parts) {
        int count = path.getNameCount();
        return parts >= count ? path : path.subpath(count - parts, count);
    }
}
