package io.traindeck.cli;

import io.traindeck.dashboard.page.TrainerStart;
import io.traindeck.event.TrainEvent;
import io.traindeck.run.EventLogReader;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Starts a trainer as a process in a session of its own, which no terminal can take down. */
final class BackgroundTrainer {
    /** How often the log is looked at while the trainer starts. */
    private static final long LOOK_EVERY_MS = 50;

    private final RunFolder folder;

    BackgroundTrainer(RunFolder folder) {
        this.folder = folder;
    }

    /** Starts it and returns at once. */
    TrainerStart launch(TrainerProcess.Start start) throws RunException {
        try {
            folder.makeTrainerLog();
            return new BackgroundProgram(arguments(start), folder.trainerLog());
        } catch (IOException e) {
            throw new RunException("cannot start a trainer for run \"" + folder.name() + "\": " + e.getMessage(), e);
        }
    }

    /** Returns once the trainer has published its first event; throws with its reason where it ended before. */
    void start(TrainerProcess.Start start) throws CliException, RunException, IOException, InterruptedException {
        awaitStart(() -> launch(start));
    }

    /** Starts a trainer, or a process that starts one. */
    @FunctionalInterface
    interface Launch {
        TrainerStart launch() throws RunException, IOException;
    }

    /** Likewise, of a trainer that is started in another way. */
    void awaitStart(Launch launch) throws CliException, RunException, IOException, InterruptedException {
        try (EventLogReader log = new EventLogReader(folder.events())) {
            log.poll(event -> {});
            TrainerStart trainer = launch.launch();
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

    private static boolean hasStarted(EventLogReader log) throws IOException {
        AtomicBoolean started = new AtomicBoolean();
        log.poll(event -> {
            if (event instanceof TrainEvent.RunStarted || event instanceof TrainEvent.RunResumed) {
                started.set(true);
            }
        });
        return started.get();
    }

    private List<String> arguments(TrainerProcess.Start start) {
        List<String> arguments = new ArrayList<>();
        arguments.add("trainer");
        arguments.add(folder.path().toAbsolutePath().toString());
        if (start.resumes()) {
            arguments.add("--resume");
        }
        start.from().ifPresent(file -> arguments.addAll(List.of("--from", file.toString())));
        return arguments;
    }
}
