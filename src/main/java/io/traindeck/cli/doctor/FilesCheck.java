package io.traindeck.cli.doctor;

import io.traindeck.text.Folders;
import io.traindeck.text.Numbers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Names of files, and the folders that are written to. */
final class FilesCheck {
    private static final String AREA = "files";

    /** A run of the usual network keeps two checkpoints of 52 MB and writes a third beside them. */
    private static final long RUN_BYTES = 200_000_000;

    private static final List<String> NETWORK = List.of("nfs", "nfs4", "lustre", "cifs", "smb3", "fuse.sshfs", "9p");

    private FilesCheck() {}

    /** @param folders the folders in which runs are looked for */
    static List<Finding> findings(Site site, List<Path> folders) {
        List<Finding> findings = new ArrayList<>();
        findings.add(names(site));
        folders.forEach(folder -> findings.addAll(runs(folder)));
        Path temporary = Path.of(site.property("java.io.tmpdir"));
        findings.add(
                Files.isWritable(temporary)
                        ? Finding.ok(AREA, "temporary folder", temporary.toString())
                        : Finding.problem(
                                AREA,
                                "temporary folder",
                                temporary + " may not be written",
                                "Make it writable: libraries are unpacked there when the program starts."));
        return findings;
    }

    private static Finding names(Site site) {
        String encoding = site.property("sun.jnu.encoding");
        return encoding.equalsIgnoreCase("UTF-8")
                ? Finding.ok(AREA, "names", encoding)
                : Finding.note(
                        AREA,
                        "names",
                        encoding + ": names with other characters cannot be opened",
                        "export LC_ALL=C.UTF-8");
    }

    private static List<Finding> runs(Path folder) {
        List<Finding> findings = new ArrayList<>();
        Path there = Folders.nearest(folder);
        String missing = Files.isDirectory(folder) ? "" : " (not there yet)";
        findings.add(
                Files.isWritable(there)
                        ? Finding.ok(AREA, "runs", folder.toAbsolutePath() + missing)
                        : Finding.note(
                                AREA,
                                "runs",
                                there + " may not be written",
                                "Runs there can be watched; to train, name another folder: --runs DIR, or"
                                        + " TRAINDECK_RUNS."));
        Optional<Long> free = Place.free(there);
        free.ifPresent(bytes -> findings.add(
                bytes >= RUN_BYTES
                        ? Finding.ok(AREA, "space for runs", Numbers.bytes(bytes) + " free")
                        : Finding.problem(
                                AREA,
                                "space for runs",
                                Numbers.bytes(bytes) + " free",
                                "Free some space: a run needs " + Numbers.bytes(RUN_BYTES) + " for its checkpoints.")));
        String kind = Place.kind(there);
        if (NETWORK.contains(kind)) {
            findings.add(Finding.note(
                    AREA,
                    "file system",
                    kind,
                    "Whether a lock holds across computers depends on how it is mounted: let one computer train a"
                            + " run."));
        }
        return findings;
    }
}
