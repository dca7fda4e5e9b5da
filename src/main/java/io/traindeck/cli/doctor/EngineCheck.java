package io.traindeck.cli.doctor;

import io.traindeck.model.EngineFolder;
import io.traindeck.text.Folders;
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

    private static final String ENGINE = "pytorch";

    private static final String REMEDY = "Set ENGINE_CACHE_DIR to a folder of your own.";

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
        Optional<Path> kept = EngineFolder.kept(site.env(), site.property("user.home"));
        if (kept.isEmpty()) {
            return Finding.note(
                    AREA,
                    "PyTorch",
                    "no home may be written, so it is unpacked into a temporary folder at each start",
                    REMEDY);
        }
        Path cache = kept.get().resolve(ENGINE);
        List<String> unpacked = unpacked(cache);
        if (!unpacked.isEmpty()) {
            return Finding.ok(AREA, "PyTorch", "unpacked in " + cache + ": " + String.join(", ", unpacked));
        }
        Path there = Folders.nearest(cache);
        if (!Files.isWritable(there)) {
            return Finding.problem(
                    AREA, "PyTorch", "cannot be unpacked into " + cache + ": " + there + " may not be written", REMEDY);
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
