package io.traindeck.cli.screen;

import io.traindeck.cli.option.CliException;
import io.traindeck.cli.option.Edition;
import io.traindeck.cli.option.ExecOption;
import io.traindeck.cli.option.RunOrPath;
import io.traindeck.cli.option.RunsOption;
import io.traindeck.cli.option.ScreenOptions;
import io.traindeck.cli.option.Setting;
import io.traindeck.cli.option.Settings;
import io.traindeck.cli.option.SettingsFile;
import io.traindeck.cli.option.StandardStreams;
import io.traindeck.cli.option.UserFolders;
import io.traindeck.cli.trainer.BranchMaker;
import io.traindeck.cli.trainer.FirstTrainer;
import io.traindeck.cli.trainer.TrainerLauncher;
import io.traindeck.cli.trainer.TrainerMode;
import io.traindeck.dashboard.Viewer;
import io.traindeck.dashboard.draw.ThemeChoice;
import io.traindeck.dashboard.draw.Themes;
import io.traindeck.dashboard.keys.KeyTable;
import io.traindeck.dashboard.page.LaunchedTrainer;
import io.traindeck.dashboard.page.Next;
import io.traindeck.dashboard.page.Page;
import io.traindeck.dashboard.page.Workplace;
import io.traindeck.event.Dial;
import io.traindeck.remote.RemotePath;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import io.traindeck.run.slurm.JobQueue;
import io.traindeck.source.LoggedRun;
import io.traindeck.terminal.ColorLevel;
import io.traindeck.terminal.Notifications;
import io.traindeck.terminal.Notifier;
import io.traindeck.terminal.SystemTerminal;
import io.traindeck.terminal.TerminalFeatures;
import io.traindeck.terminal.TerminalSession;
import io.traindeck.text.IoReason;
import io.traindeck.text.Shell;
import io.traindeck.train.CheckpointException;
import java.io.IOException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/** The dashboard on the terminal that this process was started on. */
public final class Screen {
    private static final String COLOURLESS_THEME = "mono";

    private final ScreenOptions options;
    private final RunsOption runs;
    private final SystemTerminal terminal;

    /** The look that was found first, so that settings that are changed meanwhile do no harm; null before that. */
    private Look look;

    /** All that settings and options say of a screen. */
    private record Look(TerminalFeatures features, ThemeChoice theme, Notifications notifications) {}

    public Screen(ScreenOptions options, RunsOption runs) {
        this(options, runs, new SystemTerminal());
    }

    /** @param terminal where to draw, which may be prepared already */
    public Screen(ScreenOptions options, RunsOption runs, SystemTerminal terminal) {
        this.options = options;
        this.runs = runs;
        this.terminal = terminal;
    }

    /** Whether there is a terminal to draw on; if there is none, {@link #lack} says why. */
    public boolean isPossible() {
        return lack().isEmpty();
    }

    /** Returns the beginning of a sentence that says what is missing; empty if nothing is. */
    public String lack() {
        if (!StandardStreams.outIsTerminal()) {
            return "stdout is no terminal";
        }
        if (!StandardStreams.inIsTerminal()) {
            return "stdin is no terminal";
        }
        return options.features().dumb() ? "this terminal (TERM=" + term() + ") cannot place a cursor" : "";
    }

    private static String term() {
        return System.getenv().getOrDefault("TERM", "");
    }

    /** Returns the parts that every page is made with. */
    public Workplace workplace() {
        runs.settle();
        return new Workplace(
                new KeyTable(),
                runs.dirs(),
                runs::nameOf,
                this::find,
                new OwnTrainers(),
                ZoneId.systemDefault(),
                new Workplace.Machine(JobQueue.on(System.getenv("PATH")), GpuHolders::read));
    }

    /** Trainers as processes on this machine. */
    private final class OwnTrainers implements Workplace.Trainers {
        @Override
        public boolean canTrain() {
            return Edition.hasEngine();
        }

        @Override
        public String firstRun() {
            return runs.firstRun();
        }

        @Override
        public LaunchedTrainer resume(RunFolder run, Map<Dial, String> changes) throws RunException {
            requireHere(run, "start it again", "resume", options(changes));
            TrainerMode mode = TrainerMode.resuming(Optional.empty(), changes).telling(exec());
            return new TrainerLauncher(run).launch(mode);
        }

        @Override
        public String howToResume(RunFolder run, String options) {
            Optional<RemotePath> origin = runs.remote().origin(run.path());
            return origin.isEmpty()
                    ? Workplace.Trainers.super.howToResume(run, options)
                    : "on " + origin.get().host() + ", " + typedThere("resume", origin.get(), options);
        }

        @Override
        public Next.Open branch(RunFolder run, long step, Map<Dial, String> changes) throws RunException {
            requireHere(run, "branch it", "branch", " --at-step " + step + options(changes));
            return Screen.this.branch(run, step, changes);
        }
    }

    private Next.Open branch(RunFolder run, long step, Map<Dial, String> changes) throws RunException {
        Optional<String> exec = exec();
        BranchMaker maker = new BranchMaker(run.path().toAbsolutePath().getParent(), InstantSource.system());
        try {
            BranchMaker.Branch made = maker.create(run, () -> maker.pointAtStep(run, step), null, changes);
            RunFolder branch = made.folder();
            TrainerMode mode =
                    TrainerMode.branching(made.from(), changes, run.name()).telling(exec);
            try {
                LaunchedTrainer trainer = new TrainerLauncher(branch).launch(mode);
                return new Next.Open(LoggedRun.of(branch), new FirstTrainer(trainer, branch));
            } catch (RunException e) {
                branch.removeIfNeverStarted();
                throw e;
            }
        } catch (CliException | CheckpointException e) {
            throw new RunException(e.getMessage(), e);
        } catch (IOException e) {
            throw new RunException("cannot make a branch of " + run.name() + ": " + IoReason.of(e), e);
        }
    }

    /** Returns the command of the settings, which may have become wrong since the screen was opened. */
    private static Optional<String> exec() throws RunException {
        try {
            return ExecOption.usual();
        } catch (Settings.SettingsException e) {
            throw new RunException(e.getMessage(), e);
        }
    }

    private static String options(Map<Dial, String> changes) {
        return changes.entrySet().stream()
                .map(change -> " " + change.getKey().option(change.getValue()))
                .collect(Collectors.joining());
    }

    /**
     * Makes sure that the run is on this machine.
     *
     * @param what what a person has to do on the other machine, and {@code command} and {@code options} do
     */
    private void requireHere(RunFolder run, String what, String command, String options) throws RunException {
        Optional<RemotePath> origin = runs.remote().origin(run.path());
        if (origin.isPresent()) {
            throw new RunException("It is on " + origin.get().host() + ": " + what + " there, with: "
                    + typedThere(command, origin.get(), options));
        }
    }

    /** Returns a command about a run, as it is typed on the machine that the run is on. */
    private static String typedThere(String command, RemotePath run, String options) {
        return "traindeck " + command + " " + Shell.quoted(run.path()) + options;
    }

    private LoggedRun find(String nameOrPath) throws RunException {
        try {
            return RunOrPath.findOrExpect(runs, nameOrPath);
        } catch (CliException e) {
            throw new RunException(e.getMessage(), e);
        }
    }

    /**
     * Refuses what settings and options say of a screen and does not hold. A command that starts something asks for this
     * first: else the screen would be refused while a trainer is at work already.
     */
    public void requireSettings() {
        if (look == null) {
            TerminalFeatures features = options.features();
            Themes themes = new Themes(List.of(new UserFolders(System.getenv()).themes()));
            look = new Look(features, theme(themes, features.colors()), options.notifications());
        }
    }

    private ThemeChoice theme(Themes themes, ColorLevel colors) {
        String usual = colors == ColorLevel.NONE ? COLOURLESS_THEME : Themes.DEFAULT;
        Settings settings = Settings.ofUser();
        Optional<String> set = colors == ColorLevel.NONE ? Optional.empty() : settings.value(Setting.THEME);
        ThemeChoice theme =
                new ThemeChoice(themes, options.theme().or(() -> set).orElse(usual), usual);
        // Settings are refused with their file and line; the screen itself reports what is wrong with a theme from
        // elsewhere.
        if (options.theme().isEmpty() && set.isPresent() && theme.trouble().isPresent()) {
            throw settings.refused(Setting.THEME, theme.trouble().get());
        }
        return theme;
    }

    /**
     * Shows a page, and what is opened from it, until the user leaves.
     *
     * @throws RunException if the page cannot go on, and says why
     */
    public void show(Workplace place, Page.Maker first) throws RunException, IOException {
        AtomicReference<Runnable> awake = new AtomicReference<>(() -> {});
        UserFolders folders = new UserFolders(System.getenv());
        // The page reads its run while the terminal is being opened. What is new before that is seen at the first look.
        try (Page page = first.make(() -> awake.get().run())) {
            requireSettings();
            Notifier notifier = Notifier.of(System.getenv(), look.notifications);
            try (TerminalSession session = TerminalSession.open(terminal, look.features, System.out::println)) {
                awake.set(session.terminal()::wakeUp);
                new Viewer(
                                session,
                                look.features.glyphs(),
                                look.theme,
                                notifier,
                                place,
                                folders.history(),
                                InstantSource.system())
                        .run(page);
            } finally {
                look.theme.chosen().ifPresent(name -> new SettingsFile(folders.settings())
                        .remember(Setting.THEME, name));
            }
        }
    }
}
