package io.traindeck.cli.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.Command;
import io.traindeck.event.TrainEvent;
import io.traindeck.run.Mailbox;
import io.traindeck.testing.Document;
import io.traindeck.testing.Patience;
import io.traindeck.testing.Program;
import io.traindeck.testing.Traindeck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real program, with nobody attached: the trainer starts the command of the option, or that of the settings. */
class ExecTest {
    @TempDir
    private Path dir;

    @Test
    void theTrainerTellsWhoIsNotThere() throws Exception {
        Program program = new Program(dir.toRealPath());
        Path notes = program.folder().resolve("notes");
        String note = "echo \"%s $TRAINDECK_EVENT $TRAINDECK_STATE $TRAINDECK_RUN_NAME\" >> " + notes;
        List<String> train = new ArrayList<>(List.of("train", "--detach", "--name", "one"));
        train.addAll(List.of("--exec", note.formatted("option")));
        train.addAll(Traindeck.TINY);
        train.addAll(Traindeck.ENDLESS);
        try {
            assertThat(program.run(train.toArray(String[]::new)).out()).isEqualTo("one\n");
            Mailbox.send(program.runNamed("one"), Command.PARK);
            assertThat(await(notes, 1)).containsExactly("option ended parked one");
            assertThat(program.run("wait", "one").exit()).isZero();
            assertThat(Files.readString(program.runNamed("one").runJson())).doesNotContain("echo");

            Path settings = Files.createDirectories(program.folder().resolve("config/traindeck"))
                    .resolve("config.properties");
            Files.writeString(settings, "exec = " + note.formatted("settings") + "\n");
            assertThat(program.run("resume", "one", "--detach").err()).isEmpty();
            Mailbox.send(program.runNamed("one"), Command.STOP);
            assertThat(await(notes, 2)).endsWith("settings ended stopped one");
            assertThat(program.run("wait", "one").out()).startsWith("one: stopped, step ");
            assertThat(program.events("one")).noneMatch(TrainEvent.Warning.class::isInstance);

            Program.Result refused = program.run(Map.of(), "train", "--name", "two", "--theme", "dark", "--exec");
            assertThat(refused.exit()).isEqualTo(2);
        } finally {
            program.killTrainer("one");
        }
    }

    @Test
    void whoLooksAfterAnothersProgramTellsToo() throws Exception {
        Program program = new Program(dir.toRealPath());
        Path notes = program.folder().resolve("notes");
        String note = "echo \"$TRAINDECK_EVENT $TRAINDECK_STATE $TRAINDECK_RUN_NAME\" >> " + notes;
        Program.Result ended = program.run("run", "--name", "two", "--exec", note, "--", "sh", "-c", "exit 3");
        assertThat(ended.exit()).as(ended.err()).isEqualTo(3);
        assertThat(Files.readAllLines(notes)).containsExactly("failed failed two");

        Path settings = Files.createDirectories(program.folder().resolve("config/traindeck"))
                .resolve("config.properties");
        Files.writeString(settings, "exec = " + note + "\n");
        assertThat(program.run("run", "--name", "three", "--detach", "--", "echo", "step 1 loss 0.5")
                        .err())
                .isEmpty();
        assertThat(await(notes, 2)).endsWith("ended completed three");
    }

    /** A job that is queued again finds its images gone, or its program: nobody sees that. */
    @Test
    void aFailureBeforeTrainingIsToldToo() throws Exception {
        Program program = new Program(dir.toRealPath());
        Path notes = program.folder().resolve("notes");
        String note = "echo \"$TRAINDECK_EVENT $TRAINDECK_STATE $TRAINDECK_RUN_NAME $TRAINDECK_MESSAGE\" >> " + notes;
        Program.Result train = program.run(
                "train", "--plain", "--name", "one", "--exec", note, "--data", "cifar10", "--data-dir", "gone");
        assertThat(train.exit()).isEqualTo(1);
        assertThat(train.err()).contains("gone");
        assertThat(Files.readAllLines(notes))
                .singleElement()
                .asString()
                .startsWith("failed failed one ")
                .contains("gone");

        Path script = Files.writeString(program.folder().resolve("script"), "#!/bin/sh\nexit 1\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        program.run("run", "--name", "two", "--", "./script");
        Files.delete(script);
        Program.Result resumed = program.run("resume", "two", "--exec", note);
        assertThat(resumed.exit()).isEqualTo(1);
        assertThat(Files.readAllLines(notes)).hasSize(2).last().asString().startsWith("failed failed two ./script");
    }

    /** The terminal may close while the end is told. */
    @Test
    void aHangUpWhileTheEndIsToldHarmsNothing() throws Exception {
        Traindeck traindeck = new Traindeck(dir);
        Path notes = dir.resolve("notes");
        String told =
                "echo $TRAINDECK_EVENT >> " + notes + "; while [ ! -e " + dir.resolve("go") + " ]; do sleep 0.02; done";
        try (traindeck) {
            Traindeck.Command run =
                    traindeck.start("run", "--name", "one", "--exec", told, "--plain", "--", "sh", "-c", "exit 3");
            assertThat(await(notes, 1)).containsExactly("failed");
            Traindeck.signal(run.process().pid(), "HUP");
            Files.createFile(dir.resolve("go"));
            assertThat(run.exit()).isEqualTo(3);
        }
    }

    /** As the document has it: the run is in hand until its last command has ended. */
    @Test
    void aCommandThatWaitsInTheBackgroundCanResumeTheRun() throws Exception {
        Program program = new Program(dir.toRealPath());
        String again = "[ \"$TRAINDECK_EVENT\" != failed ] || { traindeck wait \"$TRAINDECK_RUN\";"
                + " traindeck resume \"$TRAINDECK_RUN\" --detach; } &";
        assertThat(Document.SCRIPTS.text()).contains("--exec '" + again + "'");
        String fails = "[ \"${TRAINDECK_RUN:+x}\" ] && echo x >> begun; [ \"$(wc -l < begun)\" -gt 1 ]";
        assertThat(program.run("run", "--name", "one", "--exec", again, "--", "sh", "-c", fails)
                        .exit())
                .isEqualTo(1);
        program.awaitEvents("one", "end of the resumed run", events -> events.stream()
                .anyMatch(event -> event instanceof TrainEvent.RunEnded ended
                        && ended.reason() == TrainEvent.EndReason.COMPLETED));
        assertThat(Files.readAllLines(program.folder().resolve("begun"))).hasSize(2);
    }

    private static List<String> await(Path notes, int count) throws IOException {
        long deadline = System.nanoTime() + Patience.LIMIT.toNanos();
        while (Files.notExists(notes) || Files.readAllLines(notes).size() < count) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            LockSupport.parkNanos(20_000_000); // A file cannot call back.
        }
        return Files.readAllLines(notes);
    }
}
