package io.traindeck.cli;

import io.traindeck.event.TrainEvent;
import io.traindeck.run.EventLogReader;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Starts a trainer as a process in a session of its own, which no terminal can take down. */
final class BackgroundTrainer {
    private static final Path DEV_NULL = Path.of("/dev/null");

    /** How often the log is looked at while the trainer starts. */
    private static final long LOOK_EVERY_MS = 50;

    private final RunFolder folder;

    BackgroundTrainer(RunFolder folder) {
        this.folder = folder;
    }

    /** Returns once the trainer has published its first event; throws with its reason where it ended before. */
    void start(TrainerProcess.Start start) throws CliException, RunException, IOException, InterruptedException {
        folder.makeTrainerLog();
        long logBytes = Files.size(folder.trainerLog());
        try (EventLogReader log = new EventLogReader(folder.events())) {
            log.poll(event -> {});
            Process trainer = process(start).start();
            while (!hasStarted(log)) {
                if (trainer.waitFor(LOOK_EVERY_MS, TimeUnit.MILLISECONDS) && !hasStarted(log)) {
                    throw new CliException(reason(logBytes));
                }
            }
        }
    }

    private static boolean hasStarted(EventLogReader log) throws IOException {
        AtomicBoolean started = new AtomicBoolean();
        log.poll(event -> {
            if (event instanceof TrainEvent.RunStarted || event instanceof TrainEvent.RunResumed) {
                started.set(true);
            }
        });
        return started.get();
    }

    private ProcessBuilder process(TrainerProcess.Start start) {
        List<String> command = new ArrayList<>();
        command.addAll(OwnSession.prefix(System.getenv("PATH")));
        command.addAll(program());
        command.add("trainer");
        command.add(folder.path().toAbsolutePath().toString());
        if (start.resumes()) {
            command.add("--resume");
        }
        start.from().ifPresent(file -> command.addAll(List.of("--from", file.toString())));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(DEV_NULL.toFile())
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.trainerLog().toFile()));
        builder.environment().put(TrainerProcess.IN_BACKGROUND, "1");
        return builder;
    }

    /** The launcher, which knows what a trainer's JVM needs; without it this JVM's own program and class path. */
    private static List<String> program() {
        String launcher = System.getenv("TRAINDECK_LAUNCHER");
        if (launcher != null) {
            return List.of(launcher);
        }
        String java = System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
        return List.of(java, "-cp", System.getProperty("java.class.path"), Main.class.getName());
    }

    /** The last line that the trainer printed. */
    private String reason(long logBytes) throws IOException {
        byte[] log = Files.readAllBytes(folder.trainerLog());
        int from = (int) Math.min(logBytes, log.length);
        String printed = new String(log, from, log.length - from, StandardCharsets.UTF_8).strip();
        String last =
                printed.lines().filter(line -> line.startsWith("traindeck: ")).reduce("", (a, b) -> b);
        return last.isEmpty()
                ? "the trainer ended before it started; what it printed is in " + folder.trainerLog()
                : last.substring("traindeck: ".length());
    }
}
