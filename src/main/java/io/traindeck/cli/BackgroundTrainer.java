package io.traindeck.cli;

import io.traindeck.dashboard.TrainerStart;
import io.traindeck.event.TrainEvent;
import io.traindeck.run.EventLogReader;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Starts a trainer as a process in a session of its own, which no terminal can take down. */
final class BackgroundTrainer {
    private static final Path DEV_NULL = Path.of("/dev/null");

    /** How often the log is looked at while the trainer starts. */
    private static final long LOOK_EVERY_MS = 50;

    /** How lines for the user begin. */
    private static final String SAYS = "traindeck: ";

    private final RunFolder folder;

    BackgroundTrainer(RunFolder folder) {
        this.folder = folder;
    }

    /** Starts it and returns at once. */
    TrainerStart launch(TrainerProcess.Start start) throws RunException {
        try {
            folder.makeTrainerLog();
            long logBytes = Files.size(folder.trainerLog());
            long sinceMs = System.currentTimeMillis();
            return new Launched(process(start).start(), sinceMs, logBytes);
        } catch (IOException e) {
            throw new RunException("cannot start a trainer for run \"" + folder.name() + "\": " + e.getMessage(), e);
        }
    }

    /** Returns once the trainer has published its first event; throws with its reason where it ended before. */
    void start(TrainerProcess.Start start) throws CliException, RunException, IOException, InterruptedException {
        try (EventLogReader log = new EventLogReader(folder.events())) {
            log.poll(event -> {});
            TrainerStart trainer = launch(start);
            Optional<String> ended = Optional.empty();
            while (!hasStarted(log)) {
                if (ended.isPresent()) {
                    throw new CliException(ended.get());
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS);
                ended = trainer.ended();
            }
        }
    }

    private final class Launched implements TrainerStart {
        private final Process process;
        private final long sinceMs;
        private final long logBytes;

        Launched(Process process, long sinceMs, long logBytes) {
            this.process = process;
            this.sinceMs = sinceMs;
            this.logBytes = logBytes;
        }

        @Override
        public long sinceMs() {
            return sinceMs;
        }

        @Override
        public long pid() {
            return process.pid();
        }

        @Override
        public Optional<String> ended() {
            return process.isAlive() ? Optional.empty() : Optional.of(reason(logBytes));
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
        command.addAll(ThisProgram.command());
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

    /** The last line that the trainer printed. */
    private String reason(long logBytes) {
        try {
            byte[] log = Files.readAllBytes(folder.trainerLog());
            int from = (int) Math.min(logBytes, log.length);
            String printed = new String(log, from, log.length - from, StandardCharsets.UTF_8).strip();
            String last = printed.lines().filter(line -> line.startsWith(SAYS)).reduce("", (a, b) -> b);
            return last.isEmpty() ? silence() : last.substring(SAYS.length());
        } catch (IOException e) {
            return silence();
        }
    }

    private String silence() {
        try {
            if (Files.getFileStore(folder.path()).getUsableSpace() == 0) {
                return "the trainer ended before it started: the disk that holds " + folder.path()
                        + " is full; make room there";
            }
        } catch (IOException e) {
            // Then it is not known to be full.
        }
        return "the trainer ended before it started; what it printed is in " + folder.trainerLog();
    }
}
