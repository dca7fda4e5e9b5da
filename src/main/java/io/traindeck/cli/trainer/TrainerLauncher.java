package io.traindeck.cli.trainer;

import io.traindeck.cli.option.CliException;
import io.traindeck.cli.option.Edition;
import io.traindeck.dashboard.page.LaunchedTrainer;
import io.traindeck.event.TrainEvent;
import io.traindeck.run.EventLogReader;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Starts a trainer as a process in a session of its own, which no terminal can take down. */
public final class TrainerLauncher {
    /** The time between two looks at the log while the trainer starts. */
    private static final long LOOK_EVERY_MS = 50;

    private final RunFolder folder;
    private final Map<String, String> environment;

    public TrainerLauncher(RunFolder folder) {
        this(folder, Map.of());
    }

    /** @param environment variables that the trainer has besides those of this process */
    public TrainerLauncher(RunFolder folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = Map.copyOf(environment);
    }

    /** Starts a trainer and returns at once. */
    public LaunchedTrainer launch(TrainerMode mode) throws RunException {
        if (!Edition.hasEngine() && !SupervisedProgram.isIn(folder)) {
            throw new RunException(Edition.lack());
        }
        try {
            folder.makeTrainerLog();
            return new DetachedProcess(arguments(mode), folder.trainerLog(), environment);
        } catch (IOException e) {
            throw new RunException("cannot start a trainer for run \"" + folder.name() + "\": " + e.getMessage(), e);
        }
    }

    /**
     * Starts a trainer and returns once it has published its first event.
     *
     * @throws CliException with the trainer's own reason and exit code if it ended before
     */
    public void start(TrainerMode mode) throws CliException, RunException, IOException, InterruptedException {
        start(() -> launch(mode));
    }

    /** Starts a trainer, or a process that starts one. */
    @FunctionalInterface
    public interface Launch {
        LaunchedTrainer launch() throws RunException, IOException;
    }

    /**
     * Returns once the trainer that {@code launch} starts has published its first event, as {@link
     * #start(TrainerMode)} does.
     */
    public void start(Launch launch) throws CliException, RunException, IOException, InterruptedException {
        try (EventLogReader log = new EventLogReader(folder.events())) {
            log.poll(event -> {});
            LaunchedTrainer trainer = launch.launch();
            Optional<String> ended = Optional.empty();
            while (!hasStarted(log)) {
                if (ended.isPresent()) {
                    // A trainer that ends well without having trained has not done what was asked for.
                    throw new CliException(ended.get(), Math.max(1, trainer.exitCode()));
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

    private List<String> arguments(TrainerMode mode) throws RunException {
        List<String> arguments = new ArrayList<>();
        arguments.add(SupervisedProgram.isIn(folder) ? "supervise" : "trainer");
        arguments.add(folder.path().toAbsolutePath().toString());
        if (mode.resumes()) {
            arguments.add("--resume");
        }
        mode.from().ifPresent(file -> arguments.addAll(List.of("--from", file.toString())));
        mode.changes().forEach((dial, value) -> arguments.addAll(List.of("--set", dial + "=" + value)));
        if (mode.parent() != null) {
            arguments.addAll(List.of("--branch-of", mode.parent()));
        }
        mode.amended().dataDir().ifPresent(dir -> arguments.addAll(List.of("--data-dir", dir.toString())));
        mode.amended().keep().ifPresent(keep -> arguments.addAll(List.of("--keep", String.valueOf(keep))));
        mode.exec().ifPresent(command -> arguments.addAll(List.of("--exec", command)));
        if (mode.unlessDone()) {
            arguments.add("--unless-done");
        }
        return arguments;
    }
}
