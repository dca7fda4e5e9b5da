package io.traindeck.cli.ablation;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.traindeck.cli.Main;
import io.traindeck.event.Command;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.run.Mailbox;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunJson;
import io.traindeck.testing.LiveLog;
import io.traindeck.testing.OwnStep;
import io.traindeck.testing.RunHistory;
import io.traindeck.testing.Traindeck;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Ablations of two rungs through the command line; each is measured against one that nothing has disturbed. */
class AblateCommandTest {
    private static final List<String> RUNGS = List.of("0-vanilla", "1-batchnorm");

    private static final int EPOCHS = 8;

    /** 80 steps, each saved, so that a kill in the first epoch is one in the middle. */
    private static final List<String> OPTIONS =
            List.of("--ladder", "batchnorm", "--epochs", "" + EPOCHS, "--patience", "0", "--checkpoint-every", "1");

    @TempDir
    static Path dir;

    @AutoClose
    private static Traindeck traindeck;

    private static String table;

    @BeforeAll
    static void trainOneWithoutDisturbance() throws Exception {
        traindeck = new Traindeck(dir);
        table = traindeck.run(ablate("never"));
    }

    private static String[] ablate(String name, String... more) {
        List<String> arguments = new ArrayList<>(List.of("ablate", "--name", name));
        arguments.addAll(Traindeck.TINY);
        arguments.addAll(OPTIONS);
        arguments.addAll(Arrays.asList(more));
        return arguments.toArray(String[]::new);
    }

    private static RunFolder folder(String name, int rung) {
        return traindeck.folder(name + "-" + RUNGS.get(rung));
    }

    private static LiveLog log(String name, int rung) {
        return LiveLog.of(folder(name, rung).events());
    }

    private static ProcessHandle trainer(RunFolder folder) throws Exception {
        return ProcessHandle.of(RunJson.read(folder.runJson()).trainer().pid()).orElseThrow();
    }

    private static void kill(ProcessHandle... processes) {
        Stream.of(processes).forEach(ProcessHandle::destroyForcibly);
        Stream.of(processes).forEach(process -> process.onExit().join());
    }

    private static void assertAsIfNeverDisturbed(String name) throws IOException {
        for (int rung = 0; rung < RUNGS.size(); rung++) {
            RunHistory undisturbed = RunHistory.read(folder("never", rung).events());
            RunHistory history = RunHistory.read(folder(name, rung).events());
            assertThat(undisturbed.epochs()).hasSize(EPOCHS);
            assertThat(history.steps()).isEqualTo(undisturbed.steps());
            assertThat(history.epochs()).isEqualTo(undisturbed.epochs());
        }
    }

    @Test
    void eachRunIsAnOrdinaryOneAndTheTableComesLast() throws Exception {
        assertThat(RunJson.read(folder("never", 0).runJson()).training().recipe())
                .isEqualTo("vanilla");
        assertThat(RunJson.read(folder("never", 1).runJson()).training().recipe())
                .isEqualTo("+batchnorm");
        assertThat(traindeck.run("runs")).contains("never-0-vanilla", "never-1-batchnorm");
        assertThat(table.lines())
                .contains("[1/2] never-0-vanilla", "[2/2] never-1-batchnorm")
                .anyMatch(line -> line.startsWith("epoch  8/8  train_loss "))
                .anyMatch(line -> line.startsWith("| vanilla    |"))
                .anyMatch(line -> line.startsWith("| +batchnorm |"))
                .last()
                .isEqualTo("Curves: traindeck compare never-0-vanilla never-1-batchnorm");

        String again = traindeck.run(ablate("never"));

        assertThat(again).as("nothing is trained anew").isEqualTo(table.substring(table.indexOf("| rung ")));
        assertThat(JsonParser.parseString(traindeck.run(ablate("never", "--json")))
                        .getAsJsonObject()
                        .getAsJsonArray("parts"))
                .hasSize(RUNGS.size());
    }

    @Test
    void killedWithItsTrainerInTheMiddleOfARungItGoesOn() throws Exception {
        Traindeck.Command first = traindeck.start(ablate("killed"));
        try (LiveLog log = log("killed", 1)) {
            log.await(OwnStep.class, step -> step.step() == 3);
            ProcessHandle trainer = trainer(folder("killed", 1));
            kill(first.process().toHandle(), trainer);
            assertThat(log.events(TrainEvent.RunEnded.class))
                    .as("killed in the middle")
                    .isEmpty();

            String printed = traindeck.run(ablate("killed"));

            assertThat(printed).contains("[1/2] killed-0-vanilla is done", "resumed after step ", "| +batchnorm |");
            assertThat(log.events(TrainEvent.RunResumed.class)).hasSize(1);
        }
        assertAsIfNeverDisturbed("killed");
    }

    @Test
    void aTrainerOutlivesWhoStartedItIsFoundAgainAndEndsOnASignal() throws Exception {
        RunFolder vanilla = folder("left", 0);
        Traindeck.Command detached = traindeck.start(ablate("left", "--detach"));
        try (LiveLog log = log("left", 0)) {
            log.await(TrainEvent.RunStarted.class);
            Mailbox.send(vanilla, Command.PAUSE);
            long pausedAt = log.await(TrainEvent.Paused.class).step();
            assertThat(detached.exit()).as(detached.err()).isZero();
            assertThat(detached.out()).isEqualTo("left\n");
            ProcessHandle trainer = trainer(vanilla);
            kill(trainer.parent().orElseThrow());
            assertThat(dir.resolve("runs/left.log")).content().contains("[1/2] left-0-vanilla");

            Traindeck.Command second = traindeck.start(ablate("left"));
            awaitPrinted(second, "[1/2] left-0-vanilla");
            Traindeck.Command third = traindeck.start(ablate("left"));
            assertThat(third.exit()).isEqualTo(1);
            assertThat(third.err().lines()).singleElement().asString().contains("left is under way in another process");

            second.signal("INT");
            assertThat(second.exit()).isEqualTo(130);
            assertThat(second.err().lines())
                    .singleElement()
                    .asString()
                    .contains("go on with: traindeck ablate --name left --limit 300 ");
            trainer.onExit().join();
            TrainEvent.RunEnded ended = log.await(TrainEvent.RunEnded.class);
            assertThat(ended.reason()).isEqualTo(EndReason.TERMINATED);
            assertThat(ended.step()).isEqualTo(pausedAt);
        }
        assertThat(folder("left", 1).path()).as("no other was started").doesNotExist();

        traindeck.run(ablate("left"));

        assertAsIfNeverDisturbed("left");
    }

    private static void awaitPrinted(Traindeck.Command command, String text) throws IOException {
        while (!command.out().contains(text)) {
            assertThat(command.process().isAlive()).as(command.err()).isTrue();
            Thread.onSpinWait(); // A file cannot call back.
        }
    }

    @Test
    void aFailedRunStaysFailedAndKeepsNoOtherFromItsTurn() throws Exception {
        for (int rung = 0; rung < RUNGS.size(); rung++) {
            copy(folder("never", rung).path(), folder("failed", rung).path());
        }
        Path log = folder("failed", 0).events();
        List<String> lines = new ArrayList<>(Files.readAllLines(log));
        lines.set(lines.size() - 1, lines.get(lines.size() - 1).replace("\"completed\"", "\"failed\""));
        Files.write(log, lines);

        Traindeck.Command command = traindeck.start(ablate("failed"));

        assertThat(command.exit()).isEqualTo(1);
        assertThat(command.err()).isEqualTo("traindeck: 1 of 2 runs have no result: failed-0-vanilla\n");
        assertThat(command.out().lines())
                .anyMatch(line -> line.startsWith("| vanilla    |     failed |      - |"))
                .anyMatch(line -> line.matches("\\| \\+batchnorm \\| +[0-9.]+ \\| +- \\| .*"))
                .anyMatch(line -> line.startsWith("failed-0-vanilla failed: "));
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Files.createDirectory(to.resolve(from.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, to.resolve(from.relativize(file)));
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @ParameterizedTest
    @CsvSource({
        "--epochs 9, --epochs 8 where this ablation has 9",
        "--seed 6, --seed 5 where this ablation has 6",
        "--limit 400, --limit 300 where this ablation has 400",
        "--widths 4;16, --widths 4;8 where this ablation has 4;16",
        "--threads 2, --threads 1 where this ablation has 2"
    })
    void runsThatAreOthersAreRefusedBeforeAnythingStarts(String option, String refusal) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(ablate("never")));
        String[] words = option.replace(';', ',').split(" ");
        arguments.set(arguments.indexOf(words[0]) + 1, words[1]);

        assertThat(refusal(1, arguments))
                .isEqualTo("traindeck: run never-0-vanilla is there already, with " + refusal.replace(';', ',')
                        + "; choose another --name\n");
    }

    /** Returns what a command says that starts nothing, and needs no process of its own. */
    private static String refusal(int exit, List<String> arguments) {
        List<String> all = new ArrayList<>(List.of("--runs", dir.resolve("runs").toString()));
        all.addAll(arguments);
        StringWriter err = new StringWriter();
        CommandLine commandLine = Main.commandLine().setErr(new PrintWriter(err));
        assertThat(commandLine.execute(all.toArray(String[]::new))).isEqualTo(exit);
        return err.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "-a", ""})
    void aNameThatNoRunCanHaveIsRefused(String name) {
        assertThat(refusal(2, List.of("ablate", "--name=" + name)))
                .startsWith("traindeck: \"" + name)
                .contains(" cannot be the name of a run: ");
    }

    @Test
    void aTrainerThatCannotStartSaysWhyAndLeavesNoRun() throws Exception {
        Traindeck.Command command =
                traindeck.start("ablate", "--name", "none", "--data", "cifar10", "--data-dir", dir.toString());

        assertThat(command.exit()).isEqualTo(1);
        assertThat(command.err().lines())
                .singleElement()
                .asString()
                .startsWith("traindeck: no CIFAR-10 in ")
                .contains(dir.toString());
        assertThat(traindeck.folder("none-0-vanilla").path()).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "--clip 0, the rung 'clip' would add nothing: clip is 0",
        "--ladder clip;clip, the ladder has the rung 'clip' twice",
        "--ladder clip;speed, 'speed' is none of batchnorm",
        "--parts ema, --parts is for --leave-one-out",
        "--recipe fast --leave-one-out --ladder clip, with --leave-one-out name --parts",
        "--recipe fast --leave-one-out --parts dropout, there is no 'dropout' to leave out; there are muon",
        "--seeds 0, --seeds must be 1 to 1000",
        "--epochs 0, --epochs must be at least 1",
        "--schedule cosine, leave it out: --ladder batchnorm",
        "--plain --detach, are mutually exclusive"
    })
    void whatMakesNoSenseIsAUsageError(String options, String fault) throws Exception {
        List<String> arguments = List.of(("ablate " + options.replace(';', ',')).split(" "));

        assertThat(refusal(2, arguments).lines()).singleElement().asString().contains(fault);
    }
}
