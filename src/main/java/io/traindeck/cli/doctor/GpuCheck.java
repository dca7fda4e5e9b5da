package io.traindeck.cli.doctor;

import io.traindeck.text.SearchPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The graphics cards, their driver, and the software that training on them needs. */
final class GpuCheck {
    private static final String AREA = "training";
    private static final String SMI = "nvidia-smi";

    private GpuCheck() {}

    /** @param hasEngine whether this can train at all: a viewer only shows what cards do */
    static List<Finding> findings(Site site, boolean hasEngine) {
        Optional<String> listed = site.programs().output(List.of(SMI, "-L"));
        List<String> cards = listed.stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith("GPU "))
                .map(line -> line.replaceFirst(" *\\(UUID.*", ""))
                .toList();
        if (cards.isEmpty()) {
            return List.of(noCards(site));
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.ok(AREA, "GPU", String.join("; ", cards)));
        site.text("proc/driver/nvidia/version")
                .flatMap(text -> text.lines().findFirst())
                .ifPresent(line -> findings.add(Finding.ok(
                        AREA,
                        "driver",
                        line.replaceFirst("^NVRM version: *", "").replaceAll(" +", " "))));
        if (hasEngine) {
            findings.addAll(cuda(site));
        }
        return findings;
    }

    /** What {@code nvidia-smi} being silent means: it comes with the driver, and needs a module that may not be loaded. */
    private static Finding noCards(Site site) {
        boolean hasProgram = SearchPath.find(site.variable("PATH"), SMI).isPresent();
        if (!hasDriver(site) && !hasProgram) {
            return Finding.ok(AREA, "GPU", "none: training runs on the CPU");
        }
        return Finding.note(
                AREA,
                "GPU",
                hasDriver(site)
                        ? "the kernel shows an NVIDIA card, but nvidia-smi does not answer"
                        : "nvidia-smi is installed, but lists no card: training runs on the CPU",
                "See what nvidia-smi -L says; until it lists the card, use --device cpu.");
    }

    private static List<Finding> cuda(Site site) {
        String visible = site.variable("CUDA_VISIBLE_DEVICES");
        if (site.env().containsKey("CUDA_VISIBLE_DEVICES") && (visible.isEmpty() || visible.equals("-1"))) {
            return List.of(Finding.note(
                    AREA,
                    "CUDA",
                    "CUDA_VISIBLE_DEVICES hides every card: training runs on the CPU",
                    "Unset it to train on the GPU."));
        }
        boolean runtime =
                site.programs().output(List.of("ldconfig", "-p")).orElse("").contains("libcudart.so");
        if (!runtime && site.variable("LD_LIBRARY_PATH").isEmpty()) {
            return List.of(Finding.note(
                    AREA,
                    "CUDA",
                    "libcudart.so is not found, and without it no card is: training runs on the CPU",
                    "Install the CUDA runtime, or add its folder to LD_LIBRARY_PATH."));
        }
        return List.of(Finding.ok(
                AREA,
                "CUDA",
                "PyTorch for CUDA is downloaded once, at the first training on the GPU, unless"
                        + " PYTORCH_LIBRARY_PATH names one"));
    }

    private static boolean hasDriver(Site site) {
        Path cards = site.root().resolve("proc/driver/nvidia/gpus");
        try (Stream<Path> folders = Files.list(cards)) {
            return folders.findAny().isPresent();
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }
}
