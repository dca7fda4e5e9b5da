package io.traindeck.cli.doctor;

import io.traindeck.text.Numbers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Checks whether this program can train: whether PyTorch's libraries are there, and unpacked. It loads none of them.
 */
final class EngineCheck {
    private static final String AREA = "training";

    /** The room that PyTorch's libraries for the CPU take once they are unpacked. */
    private static final long UNPACKED_BYTES = 450_000_000;

    /**
     * The variables by which a person chooses the folder; {@link io.traindeck.model.Torch} obeys them in this order.
     */
    private static final List<String> CHOSEN = List.of("ENGINE_CACHE_DIR", "DJL_CACHE_DIR");

    /** The folder of ours in a cache that all programs share. */
    private static final String OWN = "traindeck/engine";

    private static final String ENGINE = "pytorch";

    private EngineCheck() {}

    /** @param hasEngine whether the libraries that use PyTorch are on the class path */
    static List<Finding> findings(Site site, boolean hasEngine) {
        if (!hasEngine) {
            return List.of(Finding.note(
                    AREA,
                    "PyTorch",
                    "not here: this is the viewer",
                    "To train or evaluate, install the full package; all else works."));
        }
        List<Finding> findings = new ArrayList<>();
        String system = site.property("os.name") + " " + site.property("os.arch");
        if (!system.equals("Linux amd64")) {
            findings.add(Finding.note(
                    AREA,
                    "system",
                    system,
                    "Training is tried on Linux x86-64 alone; elsewhere PyTorch is downloaded at the first start, if"
                            + " there is one for it."));
        }
        findings.add(libraries(site));
        return findings;
    }

    private static Finding libraries(Site site) {
        String own = site.variable("PYTORCH_LIBRARY_PATH");
        if (!own.isEmpty()) {
            Path library = Path.of(own).resolve("libtorch.so");
            return Files.isReadable(library)
                    ? Finding.ok(AREA, "PyTorch", "the one in " + own + " (PYTORCH_LIBRARY_PATH)")
                    : Finding.problem(
                            AREA,
                            "PyTorch",
                            "no libtorch.so in " + own,
                            "Let PYTORCH_LIBRARY_PATH name the folder lib of libtorch, or unset it.");
        }
        Path cache = cache(site);
        List<String> unpacked = unpacked(cache);
        if (!unpacked.isEmpty()) {
            return Finding.ok(AREA, "PyTorch", "unpacked in " + cache + ": " + String.join(", ", unpacked));
        }
        Path there = Place.nearest(cache);
        if (!Files.isWritable(there)) {
            return Finding.note(
                    AREA,
                    "PyTorch",
                    there + " may not be written, so it is unpacked into a temporary folder at each start",
                    "Set ENGINE_CACHE_DIR to a folder of your own.");
        }
        Optional<Long> free = Place.free(there);
        if (free.isPresent() && free.get() < UNPACKED_BYTES) {
            return Finding.problem(
                    AREA,
                    "PyTorch",
                    "cannot be unpacked: " + Numbers.bytes(free.get()) + " free in " + there + ", "
                            + Numbers.bytes(UNPACKED_BYTES) + " needed",
                    "Free some space, or set ENGINE_CACHE_DIR to another folder.");
        }
        return Finding.ok(AREA, "PyTorch", "will be unpacked at the first training, into " + cache);
    }

    /**
     * Returns the folder where the trainer looks for the libraries, as far as that can be told without making a folder.
     */
    private static Path cache(Site site) {
        for (String name : CHOSEN) {
            if (!site.variable(name).isEmpty()) {
                return Path.of(site.variable(name)).resolve(ENGINE);
            }
        }
        Path cache = Path.of(site.variable("XDG_CACHE_HOME"));
        if (cache.isAbsolute() && Files.isWritable(Place.nearest(cache))) {
            return cache.resolve(OWN).resolve(ENGINE);
        }
        Path home = Path.of(site.property("user.home"));
        Path told = Path.of(site.variable("HOME"));
        return !(home.isAbsolute() && Files.isWritable(home)) && told.isAbsolute() && Files.isWritable(told)
                ? told.resolve(".cache").resolve(OWN).resolve(ENGINE)
                : home.resolve(".djl.ai").resolve(ENGINE);
    }

    private static List<String> unpacked(Path cache) {
        try (Stream<Path> folders = Files.list(cache)) {
            return folders.filter(folder -> Files.exists(folder.resolve("libtorch.so")))
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            // Nothing has been unpacked yet.
            return List.of();
        }
    }
}
