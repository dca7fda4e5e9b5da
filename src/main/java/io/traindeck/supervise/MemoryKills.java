package io.traindeck.supervise;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Tells whether the kernel has killed a process since this was made, because memory had run out. */
final class MemoryKills {
    private static final String KEY = "oom_kill ";

    private final Path root;
    private final OptionalLong before;

    MemoryKills() {
        this(Path.of("/"));
    }

    MemoryKills(Path root) {
        this.root = root;
        before = count();
    }

    /** Whether a process was killed; empty if that cannot be known. */
    Optional<Boolean> isSeen() {
        OptionalLong now = count();
        return before.isPresent() && now.isPresent()
                ? Optional.of(now.getAsLong() > before.getAsLong())
                : Optional.empty();
    }

    /**
     * Returns how many processes were killed for lack of memory: in the control group of this process if it counts
     * them, else on the whole machine.
     */
    private OptionalLong count() {
        List<Path> files = new ArrayList<>();
        Path groups = root.resolve("sys/fs/cgroup");
        for (String line : lines(root.resolve("proc/self/cgroup"))) {
            String[] parts = line.split(":", 3);
            if (parts.length == 3 && parts[0].equals("0")) {
                files.add(groups.resolve("." + parts[2]).resolve("memory.events"));
            } else if (parts.length == 3 && parts[1].equals("memory")) {
                files.add(groups.resolve("memory/." + parts[2]).resolve("memory.oom_control"));
            }
        }
        files.add(root.resolve("proc/vmstat"));
        return files.stream()
                .flatMap(file -> lines(file).stream())
                .filter(line -> line.startsWith(KEY))
                .mapToLong(line -> Long.parseLong(line.substring(KEY.length()).strip()))
                .findFirst();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            // This is another system, or one that groups its processes in another way.
            return List.of();
        }
    }
}
