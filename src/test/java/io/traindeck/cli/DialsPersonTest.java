package io.traindeck.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.traindeck.event.Dial;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.Checkpoint;
import io.traindeck.event.TrainEvent.DialTurned;
import io.traindeck.event.TrainEvent.RunStarted;
import io.traindeck.testing.Program;
import io.traindeck.testing.Tmux;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person at a terminal who turns each dial of a run that trains, branches from it, and compares the two. */
class DialsPersonTest {
    /** Dials that are turned up: less might end the run, or does not exist. */
    private static final Set<Dial> MORE = Set.of(Dial.DROPOUT, Dial.EPOCHS, Dial.PATIENCE, Dial.CHECKPOINT_EVERY);

    @TempDir
    static Path folder;

    private static Program program;
    private static final List<String> TRAINED = new ArrayList<>(List.of("parent"));

    @BeforeAll
    static void startTraining() throws IOException {
        assumeTrue(Tmux.isInstalled(), "skipped: tmux, which plays the terminal, is not installed");
        program = new Program(folder.toRealPath());
        String small = "--limit 200 --batch-size 32 --widths 4,8 --hidden 16 --threads 1 --epochs 9000 --patience 9000";
        String arguments = "train --detach --name parent --checkpoint-every 20 --keep 4 " + small;
        assertThat(program.run(arguments.split(" ")).err()).isEmpty();
    }

    @AfterAll
    static void endTraining() {
        TRAINED.forEach(program::killTrainer);
    }

    @Test
    void turnsEachDialAndSeesItObeyedThenBranchesAndComparesBoth() throws IOException {
        try (Tmux tmux = Tmux.shell(80, 24, program.env())) {
            tmux.enter("cd " + program.folder());
            tmux.enter(program.typed("watch parent"));
            tmux.waitFor("RUNNING");
            tmux.press("d");
            tmux.waitFor("learning rate as planned");
            for (Dial dial : Dial.values()) {
                turn(tmux, dial);
            }
            String branch = branches(tmux);
            tmux.press("q");
            tmux.waitFor("RUNNING  parent ");
            tmux.press("q");
            tmux.waitForPrompt();
            tmux.enter(program.typed("compare parent " + branch));
            tmux.press("4");
            String screen = tmux.waitFor(" of parent");
            assertThat(screen).contains("from_step", "max_lr", branch);
            tmux.press("q");
        }
    }

    private static void turn(Tmux tmux, Dial dial) {
        tmux.press("Home");
        for (int i = 0; i < dial.ordinal(); i++) {
            tmux.press("Down");
        }
        // A long one is cut.
        tmux.waitFor(dial.help().substring(0, Math.min(50, dial.help().length())));
        tmux.press(MORE.contains(dial) ? "Right" : "Left");
        tmux.press("Enter");
        program.awaitEvents(
                "parent", dial.word(), events -> turned(events, dial).count() > 0);
        DialTurned turned = turned(program.events("parent"), dial).findFirst().orElseThrow();
        assertThat(turned.after()).isNotEqualTo(turned.before());
        // The step after it is computed with the new value, and the page shows that.
        program.awaitEvents("parent", "a step", events -> events.stream()
                .anyMatch(event -> event instanceof TrainEvent.Measured step && step.step() > turned.step()));
        String row = dial.word() + " +" + turned.after().replace(".", "\\.") + "\\b";
        tmux.waitFor(row, screen -> screen.lines().anyMatch(line -> line.matches("\\W*" + row + ".*")));
    }

    private static Stream<DialTurned> turned(List<TrainEvent> events, Dial dial) {
        return events.stream()
                .filter(DialTurned.class::isInstance)
                .map(DialTurned.class::cast)
                .filter(turn -> turn.name().equals(dial.word()));
    }

    /** Returns the name of the branch. */
    private static String branches(Tmux tmux) throws IOException {
        program.awaitEvents("parent", "a checkpoint", events -> events.stream().anyMatch(Checkpoint.class::isInstance));
        tmux.press("b");
        tmux.waitFor(":branch ");
        tmux.enter("max_lr=0.0005");
        tmux.waitFor("RUNNING  parent-");
        String name;
        try (Stream<Path> runs = Files.list(program.folder().resolve("runs"))) {
            name = runs.map(run -> run.getFileName().toString())
                    .filter(run -> run.startsWith("parent-"))
                    .findFirst()
                    .orElseThrow();
        }
        TRAINED.add(name);
        List<TrainEvent> events = program.awaitEvents(
                name, "a step", all -> all.stream().anyMatch(TrainEvent.Measured.class::isInstance));
        assertThat(events)
                .filteredOn(RunStarted.class::isInstance)
                .singleElement()
                .satisfies(
                        start -> assertThat(((RunStarted) start).parent().run()).isEqualTo("parent"));
        assertThat(turned(events, Dial.MAX_LR))
                .extracting(turn -> Double.parseDouble(turn.after()))
                .containsExactly(5e-4);
        return name;
    }
}
