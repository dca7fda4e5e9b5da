package io.traindeck.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.CommandAnswered;
import io.traindeck.event.TrainEvent.CommandStatus;
import io.traindeck.run.RunFolder;
import io.traindeck.testing.LiveLog;
import io.traindeck.testing.OwnStep;
import io.traindeck.testing.StartsTraindeck;
import io.traindeck.testing.Traindeck;
import io.traindeck.testing.Traindeck.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run is its owner's alone, and a run folder from elsewhere does not reach what is outside of it. */
class RunSecurityTest extends StartsTraindeck {
    private static final List<String> GENEROUS = List.of("sh", "-c", "umask 000; exec \"$@\"", "sh");

    @Test
    void allThatATrainerMakesIsForItsOwnerAlone() throws Exception {
        String[] arguments = Traindeck.train("a", Traindeck.ENDLESS, "--checkpoint-every", "3");
        arguments[1] = "--detach";
        Command train = traindeck.startUnder(GENEROUS, arguments);
        assertThat(train.exit()).as(train.err()).isZero();
        RunFolder run = traindeck.folder("a");
        try (LiveLog log = traindeck.log("a")) {
            log.await(TrainEvent.Checkpoint.class, c -> c.file().endsWith("best.safetensors"));
            traindeck.run("send", "a", "checkpoint", "--wait");
            Command send = traindeck.startUnder(GENEROUS, "send", "a", "stop", "--wait");
            assertThat(send.exit()).isZero();
        }
        try (Stream<Path> all = Files.walk(run.path())) {
            assertThat(all)
                    .hasSizeGreaterThanOrEqualTo(10)
                    .contains(run.trainerLog(), run.lock(), run.runJson(), run.events())
                    .allSatisfy(path -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                            .as(path.toString())
                            .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------"));
        }
    }

    @Test
    void aCommandOfSomebodyElseIsRefusedWhateverLetItIn() throws Exception {
        assumeThat(System.getProperty("user.name"))
                .as("only root may give files away")
                .isEqualTo("root");
        traindeck.trainForEver("a");
        RunFolder run = traindeck.folder("a");
        try (LiveLog log = traindeck.log("a")) {
            log.await(OwnStep.class);
            Path command = Files.writeString(dir.resolve("x"), "{\"id\":\"x\",\"command\":\"stop\"}");
            Files.setOwner(
                    command, dir.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
            Files.move(command, run.commands().resolve("x.json"), StandardCopyOption.ATOMIC_MOVE);
            CommandAnswered answer = log.await(CommandAnswered.class);
            assertThat(answer.status()).isEqualTo(CommandStatus.REFUSED);
            assertThat(answer.reason()).isEqualTo("not a file of the run's owner, but of nobody");
            log.awaitNewStep();
        }
    }

    /** A folder from elsewhere may hold links: a trainer would append to, cut or remove what they lead to. */
    @ParameterizedTest
    @ValueSource(strings = {"run.json", "events.jsonl", "checkpoints", "commands", "trainer.log", "lock"})
    void aRunFolderWithALinkIsRefused(String part) throws Exception {
        RunFolder run = RunFolder.create(dir.resolve("runs"), "a");
        Path own = Files.createDirectory(dir.resolve("own"));
        Path precious = Files.writeString(own.resolve("precious"), "no line of a log");
        Path link = run.path().resolve(part);
        Path target = Files.isDirectory(link) ? own : precious;
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, target);
        for (String how : List.of("--plain", "--detach")) {
            Command resume = traindeck.start("resume", "a", how);
            assertThat(resume.exit()).isEqualTo(1);
            assertThat(resume.err().lines().toList())
                    .singleElement()
                    .isEqualTo("traindeck: " + link + " is a symbolic link, and a trainer stays in its run folder; put"
                            + " the real one there");
        }
        assertThat(precious).hasContent("no line of a log");
    }

    @Test
    void linksPutUnderALiveTrainerAreNotFollowed() throws Exception {
        Command trainer = traindeck.trainForEver("a");
        RunFolder run = traindeck.folder("a");
        Path own = Files.createDirectory(dir.resolve("own"));
        Path precious = Files.writeString(own.resolve("precious"), "not to be removed");
        try (LiveLog log = traindeck.log("a")) {
            log.await(OwnStep.class);
            // It would make a folder that it misses between the two.
            trainer.signal("STOP");
            for (Path part : List.of(run.commands(), run.checkpoints())) {
                Files.move(part, dir.resolve(part.getFileName()));
                Files.createSymbolicLink(part, own);
            }
            trainer.signal("CONT");
            log.await(TrainEvent.Warning.class, warning -> warning.message().contains("is a symbolic link"));
            assertThat(own).isDirectoryContaining(precious::equals);
            try (Stream<Path> files = Files.list(own)) {
                assertThat(files).containsExactly(precious);
            }
        }
    }
}
