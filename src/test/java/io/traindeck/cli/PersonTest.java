package io.traindeck.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.traindeck.event.Command;
import io.traindeck.event.TrainEvent;
import io.traindeck.event.TrainEvent.CheckpointKind;
import io.traindeck.event.TrainEvent.CommandAnswered;
import io.traindeck.event.TrainEvent.CommandStatus;
import io.traindeck.event.TrainEvent.EndReason;
import io.traindeck.run.Mailbox;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import io.traindeck.testing.EventKinds;
import io.traindeck.testing.OwnEpoch;
import io.traindeck.testing.Program;
import io.traindeck.testing.SavedLog;
import io.traindeck.testing.Tmux;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A person at a terminal: presses every key of the table on the real program, on a real training, and looks at the screen and
 * at the log.
 */
class PersonTest {
    /** Options of a training that is over in no time, over and over: an epoch takes a fraction of a second. */
    private static final String[] SMALL = {
        "--limit", "200", "--batch-size", "32", "--widths", "4,8", "--hidden", "16", "--threads", "1", "--patience", "0"
    };

    private static final String SMALL_TYPED = String.join(" ", SMALL);

    /** Epochs that do not all fit on the screen. */
    private static final int MANY_EPOCHS = 14;

    @TempDir
    static Path folder;

    private static Program program;
    private static final List<String> TRAINED = new ArrayList<>();

    @BeforeAll
    static void startTraining() throws IOException {
        assumeTrue(Tmux.isInstalled(), "skipped: tmux, which plays the terminal, is not installed");
        program = new Program(folder.toRealPath());
        train("live");
    }

    private static void train(String name) {
        List<String> arguments = new ArrayList<>(List.of("train", "--detach", "--epochs", "5000", "--name", name));
        arguments.addAll(List.of(SMALL));
        Program.Result started = program.run(arguments.toArray(new String[0]));
        assertThat(started.err()).isEmpty();
        assertThat(started.out()).isEqualTo(name + "\n");
        TRAINED.add(name);
    }

    /** Lets the run go on if a test that failed has left it paused. */
    @BeforeEach
    void goOn() throws RunException {
        boolean paused = false;
        for (TrainEvent event : program.events("live")) {
            paused = event instanceof TrainEvent.Paused || paused && !(event instanceof TrainEvent.Unpaused);
        }
        if (paused) {
            Mailbox.send(program.runNamed("live"), Command.RESUME);
        }
    }

    /** A theme that somebody chooses is remembered, so it must be forgotten. */
    @BeforeEach
    void forgetTheTheme() throws IOException {
        Files.deleteIfExists(program.folder().resolve("config/traindeck/config.properties"));
    }

    @AfterAll
    static void endTraining() {
        TRAINED.forEach(program::killTrainer);
    }

    private static Tmux shell(int columns, int rows) {
        Tmux tmux = Tmux.shell(columns, rows, program.env());
        tmux.enter("cd " + program.folder());
        return tmux;
    }

    private static Tmux on(String arguments, String sign) {
        Tmux tmux = shell(80, 24);
        tmux.enter(program.typed(arguments));
        tmux.waitFor(sign);
        return tmux;
    }

    private static void waitForLine(Tmux tmux, String pattern) {
        tmux.waitFor(pattern, screen -> Pattern.compile(pattern).matcher(screen).find());
    }

    /** Whether the header has the values of the last step, and not of that under the cursor. */
    private static boolean isLastStepTold(String screen) {
        Matcher steps = Pattern.compile("step +(\\d[\\d ]*) of .*\\R steps? +(\\d[\\d ]*\\d?) +loss ")
                .matcher(screen);
        return steps.find() && steps.group(1).strip().equals(steps.group(2).strip());
    }

    private static Predicate<List<TrainEvent>> has(Predicate<TrainEvent> one) {
        return events -> events.stream().anyMatch(one);
    }

    private static long count(List<TrainEvent> events, Class<?> type) {
        return events.stream()
                .filter(event -> EventKinds.as(type, event).isPresent())
                .count();
    }

    private static void awaitOneMore(String run, Class<? extends TrainEvent> type, Runnable action) {
        long before = count(program.events(run), type);
        action.run();
        program.awaitEvents(run, type.getSimpleName(), events -> count(events, type) > before);
    }

    @Test
    void everyKeyOfALiveRun() {
        program.awaitEvents("live", "epochs", events -> count(events, OwnEpoch.class) >= MANY_EPOCHS);
        try (Tmux tmux = shell(80, 24)) {
            tmux.enter("stty -g > before");
            tmux.enter(program.typed("watch live"));
            tmux.waitFor("RUNNING");

            pausesAndGoesOn(tmux);
            savesACheckpoint(tmux);
            looksAround(tmux);
            changesTheTheme(tmux);
            typesCommands(tmux);
            asksBeforeAnEarlyStop(tmux);

            leave(tmux);
            waitForLine(tmux, "Training goes on \\(pid \\d+\\)\\. Come back with: \\./traindeck watch live");
            tmux.enter("stty -g > after; echo $?");
            tmux.waitFor("\n0\n");
            assertThat(program.folder().resolve("after"))
                    .hasSameTextualContentAs(program.folder().resolve("before"));
        }
    }

    private void pausesAndGoesOn(Tmux tmux) {
        awaitOneMore("live", TrainEvent.Paused.class, () -> tmux.press("p"));
        tmux.waitFor("PAUSED");
        tmux.waitFor("pause: done");
        awaitOneMore("live", TrainEvent.Unpaused.class, () -> tmux.press("p"));
        tmux.waitFor("RUNNING");
        awaitOneMore("live", TrainEvent.Paused.class, () -> tmux.press("Space"));
        tmux.waitFor("PAUSED");
        awaitOneMore("live", TrainEvent.Unpaused.class, () -> tmux.press("r"));
        tmux.waitFor("RUNNING");
    }

    private void savesACheckpoint(Tmux tmux) {
        tmux.press("c");
        tmux.waitFor("checkpoint saved: step");
        List<TrainEvent> events = program.awaitEvents(
                "live",
                "checkpoint",
                has(event -> event instanceof CommandAnswered answer
                        && answer.command().equals("checkpoint")
                        && answer.status() == CommandStatus.DONE));
        assertThat(events)
                .anyMatch(event -> event instanceof TrainEvent.Checkpoint checkpoint
                        && checkpoint.kind() == CheckpointKind.KEY
                        && Files.exists(program.runNamed("live").path().resolve(checkpoint.file())));
    }

    private void looksAround(Tmux tmux) {
        tmux.press("p"); // So that nothing moves but what the keys move.
        tmux.waitFor("PAUSED");
        tmux.press("2");
        tmux.waitFor("gradient norm (log)");
        tmux.press("Right", "Left", "<", "<");
        tmux.waitFor("the values of an earlier step", screen -> !isLastStepTold(screen));
        tmux.press(">", ">");
        tmux.waitFor("the values of the last step", PersonTest::isLastStepTold);
        tmux.press("3");
        tmux.waitFor("run started: upgraded on shapes", screen -> !screen.contains("gradient norm"));
        tmux.press("Home");
        tmux.waitFor("run started: upgraded on shapes");
        tmux.press("Tab");
        tmux.waitFor("trainer.log");
        tmux.press("Tab");
        tmux.waitFor("patience");
        tmux.press("2", "1");
        tmux.waitFor("patience");

        int last = (int) count(program.events("live"), OwnEpoch.class);
        waitForLine(tmux, lastRow(last));
        tmux.press("Home");
        waitForLine(tmux, firstRow(1));
        tmux.press("Down");
        waitForLine(tmux, firstRow(2));
        tmux.press("Up");
        waitForLine(tmux, firstRow(1));
        tmux.press("NPage");
        waitForLine(tmux, firstRow(2) + "|" + firstRow("[3-9]"));
        tmux.press("PPage");
        waitForLine(tmux, firstRow(1));
        tmux.press("End");
        waitForLine(tmux, lastRow(last));

        tmux.press("?");
        tmux.waitFor("Write a checkpoint now.");
        tmux.press("Down", "Up", "Escape");
        tmux.waitFor("patience");
    }

    /** Returns the pattern of the first row of the table, below its heading, with that epoch. */
    private static String firstRow(Object epoch) {
        return "grad norm +time.*\\n +" + epoch + " [ ★]";
    }

    /** Returns the pattern of a row of the table with nothing below it. */
    private static String lastRow(int epoch) {
        return "\\n +" + epoch + " [ ★].*\\n *\\n";
    }

    /** Leaves the program, and waits until it has let go of the terminal: what is typed before would be eaten by it. */
    private static void leave(Tmux tmux) {
        tmux.press("q");
        tmux.waitForPrompt();
    }

    private void changesTheTheme(Tmux tmux) {
        String before = tmux.captureWithColors();
        tmux.press("t");
        tmux.waitFor("theme: light");
        assertThat(tmux.captureWithColors()).isNotEqualTo(before);
        tmux.press("C-l");
        tmux.waitFor("the notice gone", screen -> screen.contains("PAUSED"));
    }

    private void typesCommands(Tmux tmux) {
        command(tmux, "theme dark", "theme: dark");
        command(tmux, "theme nosuch", "no theme \"nosuch\"");
        command(tmux, "what", "No command \"what\"");
        command(tmux, "goto 2", "PAUSED");
        waitForLine(tmux, firstRow(1));
        command(tmux, "open nosuch", "no run \"nosuch\"");
        awaitOneMore("live", TrainEvent.Unpaused.class, () -> command(tmux, "resume", "RUNNING"));
        awaitOneMore("live", TrainEvent.Paused.class, () -> command(tmux, "pause", "PAUSED"));
        awaitOneMore("live", TrainEvent.Unpaused.class, () -> tmux.press("p"));
        tmux.press(":");
        tmux.waitFor("\n:");
        tmux.type("op");
        tmux.press("Tab");
        tmux.waitFor(":open");
        tmux.press("C-u", "Up");
        tmux.waitFor(":pause");
        tmux.press("C-c"); // Leaves the line, not the program.
        tmux.waitFor("the keys again", screen -> !screen.contains("\n:") && screen.contains("RUNNING"));
    }

    /** Waits until the line is gone, too: it may itself hold the sign, and a key pressed before would go into it. */
    private static void command(Tmux tmux, String line, String sign) {
        tmux.press(":");
        tmux.waitFor("\n:");
        tmux.enter(line);
        tmux.waitFor(sign, screen -> screen.contains(sign) && !screen.contains("\n:"));
    }

    private void asksBeforeAnEarlyStop(Tmux tmux) {
        for (String no : List.of("n", "q", "Escape")) {
            tmux.press("e");
            tmux.waitFor("Stop the run early?");
            tmux.press(no);
            tmux.waitFor("no question", screen -> !screen.contains("Stop the run early?"));
        }
        assertThat(program.events("live")).noneMatch(TrainEvent.RunEnded.class::isInstance);
    }

    @Test
    void anEarlyStopARestartAndADeath() {
        try (Tmux tmux = shell(80, 24)) {
            tmux.enter(program.typed("train --epochs 5000 --name mine " + SMALL_TYPED));
            TRAINED.add("mine");
            program.awaitEvents("mine", "checkpoint", has(TrainEvent.Checkpoint.class::isInstance));
            tmux.waitFor("RUNNING");
            tmux.press("e", "y");
            program.awaitEvents(
                    "mine",
                    "end",
                    has(event -> event instanceof TrainEvent.RunEnded end && end.reason() == EndReason.STOPPED));
            tmux.waitFor("STOPPED");
            tmux.press("p");
            tmux.waitFor("No trainer is at work");

            awaitOneMore("mine", TrainEvent.RunResumed.class, () -> tmux.press("r"));
            tmux.waitFor("RUNNING");
            program.killTrainer("mine");
            tmux.waitFor("CRASHED");
            leave(tmux);
            tmux.enter("echo left $?");
            tmux.waitFor("left 0");
        }
    }

    @Test
    void aTrainingThatCannotStartSaysWhy() {
        try (Tmux tmux = shell(80, 24)) {
            tmux.enter(program.typed("train --data cifar10 --data-dir " + program.folder() + "/nowhere; echo left $?"));
            String screen = tmux.waitFor("left 1");
            assertThat(screen).contains("traindeck: ").contains("nowhere").doesNotContain("Training goes on");
            assertThat(program.runNamed("cifar10-upgraded").path()).doesNotExist();
        }
    }

    @Test
    void twoViewersSeeWhatTheOtherDoes() {
        try (Tmux one = on("watch live", "RUNNING");
                Tmux other = on("watch live", "RUNNING")) {
            one.press("p");
            one.waitFor("pause: done");
            other.waitFor("PAUSED");
            other.waitFor("(sent elsewhere)");
            other.press("p");
            one.waitFor("RUNNING");
        }
    }

    @Test
    void stoppedByCtrlZAndBackItFollowsTheTerminalsSize() {
        try (Tmux tmux = on("watch live", "RUNNING")) {
            tmux.press("C-z");
            tmux.waitFor("Stopped");
            tmux.enter("fg");
            tmux.waitFor("RUNNING");
            for (int[] size : new int[][] {{132, 43}, {60, 16}, {200, 60}, {30, 8}, {100, 30}, {80, 24}}) {
                tmux.resize(size[0], size[1]);
                tmux.waitFor("header and keys at " + size[0] + "x" + size[1], screen -> {
                    List<String> lines = screen.lines().toList();
                    return lines.size() == size[1]
                            && lines.get(0).startsWith(" ● R")
                            && lines.get(size[1] - 1).endsWith("leave");
                });
            }
        }
    }

    @Test
    void everyKeyOfAReplay() throws Exception {
        RunFolder run = RunFolder.create(program.folder().resolve("runs"), "saved");
        SavedLog.write(run.events(), 12, 40);
        try (Tmux tmux = on("replay saved --speed 0.5", "0.500x")) {
            tmux.press("p");
            tmux.waitFor("‖");
            tmux.press("]");
            waitForLine(tmux, "epoch +1/12 +step +40 of 480");
            tmux.press("]", "]");
            waitForLine(tmux, "epoch +3/12 +step +120 of 480");
            tmux.press("[");
            waitForLine(tmux, "epoch +2/12 +step +80 of 480");
            tmux.press("Right", "Right", "Left");
            waitForLine(tmux, "step +81 of 480");
            tmux.press("+", "=");
            tmux.waitFor(" 2x");
            tmux.press("-");
            tmux.waitFor(" 1x");
            tmux.press("End");
            tmux.waitFor("COMPLETED");
            tmux.press("Home");
            waitForLine(tmux, "0s of ");
            tmux.press("g");
            tmux.waitFor(":goto");
            tmux.enter("7");
            waitForLine(tmux, "epoch +7/12 +step +280 of 480");
            command(tmux, "speed 16x", "16x");
            command(tmux, "checkpoint", "No command \"checkpoint\" here");
            tmux.press("2");
            tmux.waitFor("gradient norm (log)");
            tmux.press("3");
            tmux.waitFor("best so far");
            tmux.press("1", "Space");
            tmux.waitFor("▶");
            leave(tmux);
        }
    }

    @Test
    void homeOpensARunAndComesBack() throws Exception {
        RunFolder run = RunFolder.create(program.folder().resolve("more-runs"), "an-older-run");
        SavedLog.write(run.events(), 6, 10);
        RunFolder empty = RunFolder.create(program.folder().resolve("more-runs"), "newest");
        SavedLog.write(empty.events(), 3, 10);
        try (Tmux tmux = on("--runs more-runs", "2 runs in more-runs")) {
            waitForLine(tmux, "an-older-run +completed +upgraded +6/6");
            tmux.press("Home", "Down");
            tmux.press("Enter");
            tmux.waitFor("COMPLETED  newest");
            tmux.press("q");
            tmux.waitFor("2 runs in more-runs");
            tmux.press("?");
            tmux.waitFor("Open the run.");
            tmux.press("q", "t");
            tmux.waitFor("theme: light");
            command(tmux, "open an-older-run", "epoch 6/6");
            command(tmux, "open newest", "epoch 3/3");
            tmux.press("q");
            tmux.waitFor("epoch 6/6");
            tmux.press("q");
            tmux.waitFor("2 runs in more-runs");
            leave(tmux);
        }
    }

    @Test
    void aRunFolderThatIsDeletedWhileWatched() throws Exception {
        RunFolder run = RunFolder.create(program.folder().resolve("runs"), "doomed");
        SavedLog.write(run.events(), 2, 10);
        try (Tmux tmux = on("watch doomed", "COMPLETED")) {
            tmux.press("2");
            Files.delete(run.events());
            Files.delete(run.checkpoints());
            Files.delete(run.commands());
            Files.delete(run.path());
            tmux.waitFor("The run folder is gone");
            leave(tmux);
        }
    }

    @Test
    void aHostileLogIsShownAndHarmsNothing() throws Exception {
        RunFolder run = RunFolder.create(program.folder().resolve("runs"), "hostile");
        SavedLog.writeHostile(run.events());
        try (Tmux tmux = on("watch hostile", "CRASHED")) {
            tmux.press("3");
            tmux.waitFor("are no events");
            assertThat(tmux.format("#{pane_title}")).doesNotContain("owned");
            assertThat(tmux.capture()).contains("CRASHED").doesNotContain("\u202e");
            leave(tmux);
            tmux.enter("echo left $?");
            tmux.waitFor("left 0");
        }
    }
}
