package io.traindeck.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.EasyTrain;
import ai.djl.training.dataset.Batch;
import ai.djl.training.listener.EarlyStoppingListener.EarlyStoppedException;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.traindeck.event.Command;
import io.traindeck.event.Goal;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Checkpoint;
import io.traindeck.event.TrainEvent.CommandAnswered;
import io.traindeck.event.TrainEvent.CommandStatus;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.event.TrainEvent.Measured;
import io.traindeck.event.TrainEvent.Paused;
import io.traindeck.event.TrainEvent.RunEnded;
import io.traindeck.event.TrainEvent.RunResumed;
import io.traindeck.event.TrainEvent.RunStarted;
import io.traindeck.event.TrainEvent.Unpaused;
import io.traindeck.run.Mailbox;
import io.traindeck.run.RunFolder;
import io.traindeck.state.RunState;
import io.traindeck.testing.Invocation;
import io.traindeck.testing.LiveLog;
import io.traindeck.testing.Patience;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody else's training, through its run folder: what it shows, and how it is steered. */
class TraindeckListenerTest {
    private static final int ENDLESS = 1_000_000;

    @TempDir
    private Path runs;

    private CompletableFuture<Void> training;

    private RunFolder train(int epochs) throws Exception {
        return train(new TraindeckListener(runs, "spirals", epochs), epochs);
    }

    private RunFolder train(TraindeckListener listener, int epochs) throws Exception {
        return train(listener, epochs, EasyTrain::fit);
    }

    private RunFolder train(TraindeckListener listener, int epochs, Spirals.Loop loop) throws Exception {
        training = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        Spirals.train(listener, epochs, loop);
                        training.complete(null);
                    } catch (Exception | Error e) {
                        training.completeExceptionally(e);
                    }
                },
                "spirals");
        thread.setDaemon(true);
        thread.start();
        return new RunFolder(listener.folder());
    }

    private void awaitEnd() throws Exception {
        training.get(Patience.LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static List<Measured> measured(LiveLog log, Measured.Kind kind) throws Exception {
        return log.events(Measured.class).stream()
                .filter(event -> event.kind() == kind)
                .toList();
    }

    @Test
    void aTrainingIsARunWithAllThatItMeasures() throws Exception {
        int epochs = 40;
        RunFolder run = train(epochs);
        awaitEnd();
        try (LiveLog log = LiveLog.of(run.events())) {
            RunStarted started = log.await(RunStarted.class);
            assertThat(started.run()).isEqualTo("spirals");
            assertThat(started.about().commands()).containsExactlyInAnyOrder("pause", "checkpoint", "stop");
            assertThat(started.about().fact("parameters")).isEqualTo(String.valueOf(2 * 8 + 8 + 8 * 2 + 2));
            assertThat(started.about().plan().epochs()).isEqualTo(epochs);

            List<Measured> steps = measured(log, Measured.Kind.STEP);
            assertThat(steps).hasSize(epochs * Spirals.STEPS_PER_EPOCH);
            assertThat(steps.get(4).step()).isEqualTo(5);
            assertThat(steps.get(4).epoch()).isEqualTo(2);
            assertThat(steps.get(4).values().names().list()).containsExactly("loss", "accuracy", "examples_per_s");

            List<Measured> rows = measured(log, Measured.Kind.EPOCH);
            assertThat(rows).hasSize(epochs);
            assertThat(rows.get(1).values().names().list())
                    .containsExactly("train_loss", "train_accuracy", "val_loss", "val_accuracy", "seconds");
            assertThat(rows.get(1).step()).isEqualTo(2L * Spirals.STEPS_PER_EPOCH);
            double mean = steps.subList(3, 6).stream()
                    .mapToDouble(step -> step.values().get("loss"))
                    .average()
                    .orElseThrow();
            assertThat(rows.get(1).values().get("train_loss")).isCloseTo(mean, within(1e-5));
            assertThat(rows.get(epochs - 1).values().get("train_loss"))
                    .isLessThan(rows.get(0).values().get("train_loss"));

            RunEnded ended = log.await(RunEnded.class);
            assertThat(ended.reason()).isEqualTo(EndReason.COMPLETED);
            double least = rows.stream()
                    .mapToDouble(row -> row.values().get("val_loss"))
                    .min()
                    .orElseThrow();
            assertThat(ended.best().value()).isEqualTo(least);
            // A view that is not told takes the accuracy, and calls one the best that is not.
            RunState state = RunState.EMPTY.applyAll(log.events());
            assertThat(state.goal()).isEqualTo(new Goal("val_loss", Goal.Better.LOWER));
            assertThat(log.events(TrainEvent.Warning.class)).isEmpty();
        }
        assertThat(run.isLive()).isFalse();
        JsonObject json =
                JsonParser.parseString(Files.readString(run.runJson())).getAsJsonObject();
        assertThat(json.get("pid").getAsLong())
                .isEqualTo(ProcessHandle.current().pid());
        assertThat(Invocation.of("runs", "--runs", runs.toString()).printed()).contains("spirals", "completed");
        assertThat(Invocation.of("wait", "spirals", "--runs", runs.toString(), "--until", "epoch=" + epochs)
                        .exit())
                .isZero();
    }

    @Test
    void aPersonPausesItSavesItAndStopsIt() throws Exception {
        RunFolder run = train(ENDLESS);
        try (LiveLog log = LiveLog.of(run.events())) {
            log.await(Measured.class, step -> step.step() >= 5);
            Mailbox.send(run, Command.PAUSE);
            long paused = log.await(Paused.class).step();
            Files.createFile(run.commands().resolve("checkpoint"));
            Checkpoint saved = log.await(Checkpoint.class);
            assertThat(saved.step()).isEqualTo(paused);
            assertThat(saved.bytes()).isEqualTo(Files.size(run.path().resolve(saved.file())));
            assertSound(run.path().resolve(saved.file()));
            String park = Mailbox.send(run, Command.PARK);
            assertThat(log.await(CommandAnswered.class, answer -> answer.id().equals(park) && isEnd(answer))
                            .status())
                    .isEqualTo(CommandStatus.REFUSED);
            Mailbox.send(run, Command.RESUME);
            assertThat(log.await(Unpaused.class).step()).isEqualTo(paused);
            log.await(Measured.class, step -> step.step() > paused);
            String stop = Mailbox.send(run, Command.STOP);
            awaitEnd();
            assertThat(log.await(CommandAnswered.class, answer -> answer.id().equals(stop) && isEnd(answer))
                            .status())
                    .isEqualTo(CommandStatus.DONE);
            RunEnded ended = log.await(RunEnded.class);
            assertThat(ended.reason()).isEqualTo(EndReason.STOPPED);
            assertThat(ended.step()).isGreaterThan(paused);
        }
        assertThat(run.isLive()).isFalse();
    }

    @Test
    void aRunThatItsProgramSaysCanBeParkedIsSavedAndEndsParked() throws Exception {
        TraindeckListener listener = new TraindeckListener(runs, "spirals", ENDLESS).parking();
        RunFolder run = train(listener, ENDLESS);
        try (LiveLog log = LiveLog.of(run.events())) {
            assertThat(log.await(RunStarted.class).about().commands()).contains("park");
            log.await(Measured.class, step -> step.step() >= 5);
            Mailbox.send(run, Command.PAUSE);
            long paused = log.await(Paused.class).step();
            String park = Mailbox.send(run, Command.PARK);
            awaitEnd();
            Checkpoint saved = log.await(Checkpoint.class);
            assertSound(run.path().resolve(saved.file()));
            assertThat(log.await(CommandAnswered.class, answer -> answer.id().equals(park) && isEnd(answer))
                            .status())
                    .isEqualTo(CommandStatus.DONE);
            RunEnded ended = log.await(RunEnded.class);
            assertThat(ended.reason()).isEqualTo(EndReason.PARKED);
            // The batch is done that was under way.
            assertThat(ended.step()).isBetween(paused, paused + 1).isEqualTo(saved.step());
            List<Measured> steps = measured(log, Measured.Kind.STEP);
            assertThat(steps.get(steps.size() - 1).step()).isEqualTo(saved.step());
        }
        assertThat(listener.isParking()).isTrue();
        assertThat(Invocation.of("runs", "--runs", runs.toString()).printed()).contains("spirals", "parked");
    }

    @Test
    void whatIsSavedForAParkIsWhatTheTrainingHasLearntAtItsLastStep() throws Exception {
        assertParkedWithAll((trainer, epochs, data, validation) -> EasyTrain.fit(trainer, epochs, data, validation));
    }

    @Test
    void aLoopThatAsksAfterEachUpdateIsParkedWithoutAnException() throws Exception {
        TraindeckListener[] asked = new TraindeckListener[1];
        Spirals.Loop loop = (trainer, epochs, data, validation) -> {
            while (true) {
                for (Batch batch : trainer.iterateDataset(data)) {
                    EasyTrain.trainBatch(trainer, batch);
                    trainer.step();
                    batch.close();
                    if (asked[0].isStopping()) {
                        return;
                    }
                }
            }
        };
        asked[0] = new TraindeckListener(runs, "spirals", ENDLESS).parking();
        assertParkedWithAll(asked[0], loop);
    }

    private void assertParkedWithAll(Spirals.Loop loop) throws Exception {
        assertParkedWithAll(new TraindeckListener(runs, "spirals", ENDLESS).parking(), loop);
    }

    /** Asserts that a parked run has saved the parameters as the loop has left them. */
    private void assertParkedWithAll(TraindeckListener listener, Spirals.Loop loop) throws Exception {
        Map<String, float[]> last = new HashMap<>();
        RunFolder run = train(listener, ENDLESS, (trainer, epochs, data, validation) -> {
            try {
                loop.fit(trainer, epochs, data, validation);
            } finally {
                for (var parameter : trainer.getModel().getBlock().getParameters()) {
                    last.put(parameter.getKey(), parameter.getValue().getArray().toFloatArray());
                }
            }
        });
        try (LiveLog log = LiveLog.of(run.events());
                NDManager manager = NDManager.newBaseManager("PyTorch")) {
            log.await(Measured.class, step -> step.step() >= 5);
            Mailbox.send(run, Command.PARK);
            awaitEnd();
            Checkpoint saved = log.await(Checkpoint.class);
            RunEnded ended = log.await(RunEnded.class);
            assertThat(ended.reason()).isEqualTo(EndReason.PARKED);
            assertThat(ended.step()).isEqualTo(saved.step());
            NDList arrays = NDList.decode(manager, Files.readAllBytes(run.path().resolve(saved.file())));
            assertThat(arrays).hasSize(last.size());
            for (NDArray array : arrays) {
                assertThat(array.toFloatArray()).isEqualTo(last.get(array.getName()));
            }
        }
    }

    @Test
    void aParkedRunGoesOnWithItsStepsItsEpochsAndItsParameters() throws Exception {
        int epochs = 400;
        TraindeckListener first = new TraindeckListener(runs, "spirals", epochs).parking();
        RunFolder run = train(first, epochs);
        Checkpoint saved;
        double before;
        List<Measured> firstBatches;
        try (LiveLog log = LiveLog.of(run.events())) {
            log.await(Measured.class, row -> row.kind() == Measured.Kind.EPOCH && row.epoch() == 200);
            Mailbox.send(run, Command.PARK);
            awaitEnd();
            saved = log.await(Checkpoint.class);
            log.await(RunEnded.class);
            before = log.events(RunEnded.class).get(0).best().value();
            firstBatches = measured(log, Measured.Kind.STEP).stream()
                    .filter(step -> step.step() % Spirals.STEPS_PER_EPOCH == 1)
                    .toList();
        }
        Map<String, String> environment =
                Map.of("TRAINDECK_RESUME", run.path().resolve(saved.file()).toString());
        TraindeckListener second = new TraindeckListener(environment, runs, "spirals", epochs);
        RunFolder goesOn = train(second, epochs);
        awaitEnd();
        try (LiveLog log = LiveLog.of(goesOn.events())) {
            RunResumed resumed = log.await(RunResumed.class);
            assertThat(resumed.fromStep()).isEqualTo(saved.step());
            assertThat(resumed.epoch()).isGreaterThan(200);
            RunEnded ended = log.await(RunEnded.class);
            assertThat(ended.reason()).isEqualTo(EndReason.COMPLETED);
            assertThat(ended.best().value()).isLessThanOrEqualTo(before);
            List<Measured> steps = measured(log, Measured.Kind.STEP);
            assertThat(steps.get(0).step()).isEqualTo(saved.step() + 1);
            // Each epoch begins with the same batch.
            Measured last = firstBatches.get(firstBatches.size() - 1);
            assertThat(steps.get(0).values().get("loss"))
                    .isCloseTo(last.values().get("loss"), within(0.02));
            List<Measured> rows = measured(log, Measured.Kind.EPOCH);
            assertThat(rows.get(0).epoch()).isEqualTo(resumed.epoch());
            assertThat(rows.get(rows.size() - 1).epoch()).isEqualTo(epochs);
            assertThat(log.events(TrainEvent.Warning.class)).isEmpty();
        }
    }

    @Test
    void aRunThatCannotBeSavedIsNotParked() throws Exception {
        TraindeckListener listener = new TraindeckListener(runs, "spirals", ENDLESS).parking();
        RunFolder run = train(listener, ENDLESS);
        try (LiveLog log = LiveLog.of(run.events())) {
            log.await(Measured.class);
            Files.delete(run.checkpoints());
            Files.createFile(run.checkpoints());
            String park = Mailbox.send(run, Command.PARK);
            assertThat(log.await(CommandAnswered.class, answer -> answer.id().equals(park) && isEnd(answer))
                            .status())
                    .isEqualTo(CommandStatus.REFUSED);
            assertThat(listener.isStopping()).isFalse();
            Mailbox.send(run, Command.STOP);
            awaitEnd();
            assertThat(log.await(RunEnded.class).reason()).isEqualTo(EndReason.STOPPED);
        }
    }

    private static boolean isEnd(CommandAnswered answer) {
        return answer.status() != CommandStatus.ACCEPTED;
    }

    /**
     * Asserts that the file is as its description says: names, shapes, offsets without gaps, and a digest over the
     * whole.
     */
    private static void assertSound(Path file) throws Exception {
        byte[] bytes = Files.readAllBytes(file);
        int length = (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
        String text = new String(bytes, Long.BYTES, length, StandardCharsets.UTF_8);
        JsonObject header = JsonParser.parseString(text).getAsJsonObject();
        String digest =
                header.remove("__metadata__").getAsJsonObject().get("sha256").getAsString();
        assertThat(header.size()).isEqualTo(4);
        assertThat(header.toString()).contains("\"shape\":[8,2]", "\"shape\":[2,8]", "\"dtype\":\"F32\"");
        assertThat(length % 8).isZero();
        assertThat(bytes.length).isEqualTo(Long.BYTES + length + Float.BYTES * (2 * 8 + 8 + 8 * 2 + 2));
        byte[] without = bytes.clone();
        System.arraycopy(
                "0".repeat(64).getBytes(StandardCharsets.US_ASCII), 0, without, Long.BYTES + text.indexOf(digest), 64);
        assertThat(digest)
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(without)));
    }

    @Test
    void aCommandThatComesAtTheEndIsAnsweredOrLiesWhereItWas() throws Exception {
        for (int i = 0; i < 20; i++) {
            TraindeckListener listener = new TraindeckListener(runs, "spirals", 0);
            RunFolder run = new RunFolder(listener.folder());
            List<String> sent = new ArrayList<>();
            for (int command = 0; command < 5; command++) {
                sent.add(Mailbox.send(run, Command.CHECKPOINT));
            }
            listener.onTrainingEnd(null);
            try (LiveLog log = LiveLog.of(run.events())) {
                log.await(RunEnded.class);
                for (String id : sent) {
                    boolean lies = Files.exists(run.commands().resolve(id + ".json"));
                    assertThat(log.events(CommandAnswered.class).stream()
                                    .filter(answer -> answer.id().equals(id) && isEnd(answer))
                                    .count())
                            .isEqualTo(lies ? 0 : 1);
                }
            }
        }
    }

    @Test
    void aTrainerThatIsClosedBeforeItsEpochsAreDoneHasFailed() throws Exception {
        TraindeckListener listener = new TraindeckListener(runs, "spirals", 5);
        Spirals.train(listener, 2);
        try (LiveLog log = LiveLog.of(new RunFolder(listener.folder()).events())) {
            RunEnded ended = log.await(RunEnded.class);
            assertThat(ended.reason()).isEqualTo(EndReason.FAILED);
            assertThat(ended.message()).isEqualTo("the trainer was closed at step 6, after 2 of 5 epochs");
        }
    }

    @Test
    void aRunWhoseLoopFailsTellsWhy() throws Exception {
        RunEnded ended = endOf((trainer, epochs, data, validation) -> {
            EasyTrain.fit(trainer, 2, data, validation);
            throw new IllegalStateException("out of memory\nwith details");
        });
        assertThat(ended.reason()).isEqualTo(EndReason.FAILED);
        assertThat(ended.message()).isEqualTo("failed at step 6: IllegalStateException: out of memory");
        assertThat(training).isCompletedExceptionally();
    }

    @Test
    void anEarlyStopOfTheLoopItselfIsNoFailure() throws Exception {
        RunEnded ended = endOf((trainer, epochs, data, validation) -> {
            EasyTrain.fit(trainer, 2, data, validation);
            throw new EarlyStoppedException(2, "patience is over");
        });
        assertThat(ended.reason()).isEqualTo(EndReason.EARLY_STOP);
        assertThat(ended.message()).isEqualTo("stopped early at step 6: patience is over");
    }

    private RunEnded endOf(Spirals.Loop loop) throws Exception {
        RunFolder run = train(new TraindeckListener(runs, "spirals", 0), 0, loop);
        try (LiveLog log = LiveLog.of(run.events())) {
            log.await(RunEnded.class);
            training.handle((result, fault) -> fault).get(Patience.LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            assertThat(run.isLive()).isFalse();
            assertThat(log.events(RunEnded.class)).hasSize(1);
            return log.events(RunEnded.class).get(0);
        }
    }

    @Test
    void aNameThatIsTakenGetsANumberAndOneThatIsNoneIsRefused() throws Exception {
        assertThat(new TraindeckListener(runs, "mlp", 0).folder()).isEqualTo(runs.resolve("mlp"));
        assertThat(new TraindeckListener(runs, "mlp", 0).folder()).isEqualTo(runs.resolve("mlp-2"));
        assertThatThrownBy(() -> new TraindeckListener(runs, "../mlp", 0)).hasMessageContaining("it holds \"/\"");
    }
}
