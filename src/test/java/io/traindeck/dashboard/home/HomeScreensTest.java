package io.traindeck.dashboard.home;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.dashboard.Golden;
import io.traindeck.dashboard.Screens;
import io.traindeck.dashboard.draw.Glyphs;
import io.traindeck.dashboard.keys.Context;
import io.traindeck.dashboard.keys.KeyTable;
import io.traindeck.dashboard.panel.GoldenScreensTest;
import io.traindeck.dashboard.panel.ViewState;
import io.traindeck.event.BatchJob;
import io.traindeck.event.BatchJob.Stage;
import io.traindeck.event.OwnMetrics;
import io.traindeck.event.TrainEvent.Parent;
import io.traindeck.listing.Details;
import io.traindeck.listing.Grouping;
import io.traindeck.listing.Machines;
import io.traindeck.listing.RunFilter;
import io.traindeck.listing.RunOrder;
import io.traindeck.listing.RunSummary;
import io.traindeck.run.RunFolder;
import io.traindeck.source.LoggedRun;
import io.traindeck.state.Status;
import io.traindeck.text.Numbers;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The list of runs against text files; written anew as {@link GoldenScreensTest} says. */
class HomeScreensTest {
    private static final long NOW_MS = 1_795_000_000_000L;
    private static final long HOUR_MS = 3_600_000;
    private static final int[][] FAMILY_SIZES = {{45, 20}, {80, 24}, {160, 48}};

    @TestFactory
    List<DynamicTest> grouped() {
        int[][] sizes = {{45, 20}, {80, 24}, {160, 48}};
        Map<String, Home> homes = Map.of(
                "home-hosts", hosts(Grouping.HOST, 2),
                "home-sweeps", hosts(Grouping.SWEEP, 5));
        List<DynamicTest> tests = new ArrayList<>();
        homes.forEach((name, home) -> tests.addAll(Golden.tests(
                name,
                sizes,
                (width, height, glyphs) -> home.draw(new KeyTable(), width, height, Screens.ROLES, glyphs))));
        return tests;
    }

    @TestFactory
    List<DynamicTest> home() {
        ViewState view = ViewState.of(Context.HOME);
        Map<String, Home> homes = new LinkedHashMap<>();
        homes.put("home", home(runs(), 1, 0, view));
        homes.put("home-marked", marking(4, 0, 2));
        homes.put("home-ablation", home(ablation(), 0, 0, view));
        homes.put("home-slurm", home(inSlurm(), 1, 0, view));
        homes.put("home-empty", home(List.of(), 0, 0, view));
        homes.put("home-reading", home(null, 0, 0, view));
        homes.put("home-scrolled", home(many(), 70, 60, view.withNotice("no run \"x\" in runs; see: traindeck runs")));
        String question = "Delete vanilla? 1.2 GB, 5 checkpoints. It cannot be brought back.";
        homes.put(
                "home-deletion",
                home(runs(), 4, 0, view.withOverlay(Context.DELETION).withNotice(question)));
        homes.put("home-help", home(runs(), 0, 0, view.withOverlay(Context.HELP)));
        List<DynamicTest> tests = new ArrayList<>(
                Golden.tests("home-family", FAMILY_SIZES, (width, height, glyphs) -> home(family(), 0, 0, view)
                        .draw(new KeyTable(), width, height, Screens.ROLES, glyphs)));
        homes.forEach((name, home) -> tests.addAll(Golden.tests(
                name, (width, height, glyphs) -> home.draw(new KeyTable(), width, height, Screens.ROLES, glyphs))));
        return tests;
    }

    /** Only a path is ever cut: of all else each word is whole, or none of it is there. */
    @Test
    void theTitleLeavesWordsOutRatherThanCutThem() {
        Listing listing = listing(runs(), RunOrder.NAME, "a", Grouping.HOST);
        List<Machines.Line> machines =
                List.of(new Machines.Line("gpu1", "", "", true), new Machines.Line("gpu2", "", "", true));
        Home home = home(listing, 0, 0, List.of(), ViewState.of(Context.HOME), machines);
        String whole = title(home, 120);
        assertThat(whole).isEqualTo("by host, by name, 10 of 10 runs with \"a\", 4 live in runs and on 2 machines");
        for (int width = 45; width < 120; width++) {
            assertThat(title(home, width))
                    .matches("(by host, by name, )?10 of 10 runs with \"a\", 4 live( in runs and on 2 machines)?");
        }
        assertThat(title(home, 45)).isEqualTo("10 of 10 runs with \"a\", 4 live");
    }

    private static String title(Home home, int width) {
        String first = Screens.text(home.draw(new KeyTable(), width, 20, Screens.ROLES, Glyphs.UNICODE))
                .lines()
                .findFirst()
                .orElseThrow();
        assertThat(first).startsWith(" traindeck  ");
        return first.substring(" traindeck".length()).strip();
    }

    private static Home home(List<RunSummary> runs, int selected, int top, ViewState view) {
        return home(listing(runs, RunOrder.NEWEST, ""), selected, top, List.of(), view);
    }

    private static Home home(Listing listing, int selected, int top, List<Path> marked, ViewState view) {
        return home(listing, selected, top, marked, view, List.of());
    }

    private static Home home(
            Listing listing, int selected, int top, List<Path> marked, ViewState view, List<Machines.Line> machines) {
        return new Home(
                listing,
                new Home.Rows(selected, top),
                marked,
                view,
                new Home.Place("runs", "traindeck train", machines),
                NOW_MS,
                ZoneOffset.UTC);
    }

    /** @param runs the runs, in the order in which they are listed; null before they have been looked for */
    private static Listing listing(List<RunSummary> runs, RunOrder order, String filter) {
        return listing(runs, order, filter, Grouping.NONE);
    }

    private static Listing listing(List<RunSummary> runs, RunOrder order, String filter, Grouping by) {
        RunFilter typed = new RunFilter(filter);
        if (runs == null) {
            return Listing.none(order, typed, by);
        }
        Listing.Groups groups = Listing.Groups.of(by, runs);
        return new Listing(groups.runs(), order, typed, runs.size(), 0, "", groups);
    }

    /** @param marked indices of runs, in the order in which they were marked */
    private static Home marking(int... marked) {
        List<Path> places =
                IntStream.of(marked).mapToObj(i -> runs().get(i).place()).toList();
        return home(listing(runs(), RunOrder.NEWEST, ""), 2, 0, places, ViewState.of(Context.HOME));
    }

    private static List<RunSummary> runs() {
        return List.of(
                run("cifar10-upgraded", Status.RUNNING, "upgraded", "cifar10", 12, 30, HOUR_MS / 2),
                run("cifar10-upgraded-2", Status.PAUSED, "upgraded", "cifar10", 3, 30, HOUR_MS),
                run("fresh", Status.RUNNING, "upgraded", "shapes", 0, 30, 4_000),
                run("a-sweep-over-learning-rates-number-17", Status.STALLED, "baseline", "cifar10", 8, 30, 5 * HOUR_MS),
                run("vanilla", Status.COMPLETED, "vanilla", "cifar10", 30, 30, 26 * HOUR_MS),
                run("patience", Status.EARLY_STOP, "upgraded", "shapes", 19, 30, 49 * HOUR_MS),
                run("by-hand", Status.STOPPED, "upgraded", "shapes", 5, 30, 72 * HOUR_MS),
                run("rebooted", Status.TERMINATED, "upgraded", "cifar10", 22, 30, 100 * HOUR_MS),
                run("lr-too-high", Status.FAILED, "upgraded", "cifar10", 1, 30, 200 * HOUR_MS),
                run("power-cut \u001b[31m\u6f22\u202e", Status.CRASHED, "", "", 0, 0, 900 * HOUR_MS));
    }

    /** Returns runs of three machines of five, of which one is gone and one does not answer. */
    private static Home hosts(Grouping by, int selected) {
        List<RunSummary> runs = List.of(
                run("gpu1:runs/big-max-lr=1e-3-seed=1", Status.RUNNING, "upgraded", "cifar10", 12, 30, HOUR_MS),
                run("gpu1:runs/big-max-lr=1e-3-seed=2", Status.COMPLETED, "upgraded", "cifar10", 30, 30, 2 * HOUR_MS),
                run("gpu1:runs/big-max-lr=3e-3-seed=1", Status.CRASHED, "upgraded", "cifar10", 3, 30, 3 * HOUR_MS),
                run("gpu2:runs/vanilla", Status.COMPLETED, "vanilla", "cifar10", 30, 30, 4 * HOUR_MS),
                run("gpu2:runs/rung-2-adamw-s42", Status.COMPLETED, "+adamw", "cifar10", 30, 30, 5 * HOUR_MS),
                run("here", Status.COMPLETED, "upgraded", "shapes", 30, 30, 6 * HOUR_MS));
        List<Machines.Line> machines = List.of(
                new Machines.Line(
                        "gpu1",
                        "load 3.1 of 16, memory 41/126 GB, GPU0 ann 92% 30/80 GB, GPU1 free 0% 0/80 GB",
                        "",
                        true),
                new Machines.Line("gpu2", "load 0.1 of 8, memory 3/63 GB", "", true),
                new Machines.Line("gpu3", "", "gpu3 cannot be reached: Connection refused; it is tried again", false),
                new Machines.Line("gpu4", "", "gpu4 has not answered for 12 s", false));
        return home(
                listing(runs, RunOrder.NEWEST, "", by), selected, 0, List.of(), ViewState.of(Context.HOME), machines);
    }

    /** Returns runs whose names differ at their ends, and whose recipes are longer than a recipe's name. */
    private static List<RunSummary> ablation() {
        List<RunSummary> rungs = new ArrayList<>();
        for (String rung : List.of("onecycle", "adamw", "augment", "batchnorm")) {
            String name = "cifar10-ablation-" + (4 - rungs.size()) + "-" + rung + "-s43";
            rungs.add(run(name, Status.COMPLETED, "+" + rung, "cifar10", 10, 10, (rungs.size() + 1) * HOUR_MS));
        }
        return rungs;
    }

    /** Returns runs that Slurm has in hand: what it tells of them stands behind their states. */
    private static List<RunSummary> inSlurm() {
        return List.of(
                inJob(
                        run("sweep-lr=1e-3", Status.RUNNING, "upgraded", "cifar10", 12, 30, HOUR_MS),
                        Stage.TRAINING,
                        "",
                        1),
                inJob(
                        run("sweep-lr=2e-3", Status.LOADING, "upgraded", "cifar10", 0, 30, HOUR_MS),
                        Stage.STARTING,
                        "",
                        0),
                inJob(
                        run("sweep-lr=3e-3", Status.QUEUED, "upgraded", "cifar10", 5, 30, HOUR_MS),
                        Stage.WAITING,
                        "BeginTime",
                        2),
                inJob(
                        run("sweep-lr=4e-3", Status.QUEUED, "upgraded", "cifar10", 0, 0, HOUR_MS),
                        Stage.WAITING,
                        "JobArrayTaskLimit",
                        0),
                run("vanilla", Status.COMPLETED, "vanilla", "cifar10", 30, 30, 26 * HOUR_MS));
    }

    private static RunSummary inJob(RunSummary run, Stage stage, String reason, int requeued) {
        RunSummary.About about = run.about();
        RunSummary.Reached reached = run.reached();
        return new RunSummary(
                run.run(),
                run.name(),
                run.state(),
                new RunSummary.About(
                        about.recipe(),
                        about.data(),
                        about.startedMs(),
                        about.changedMs(),
                        about.parent(),
                        new BatchJob("5_1", stage, stage == Stage.WAITING ? "" : "n1", reason, requeued, 0),
                        about.details()),
                new RunSummary.Reached(reached.epoch(), reached.epochs(), reached.step(), reached.step()),
                run.best(),
                run.trend());
    }

    private static List<RunSummary> many() {
        List<RunSummary> many = new ArrayList<>();
        for (int i = 120; i > 0; i--) {
            many.add(run("run-" + i, Status.COMPLETED, "upgraded", "shapes", 30, 30, (121 - i) * HOUR_MS));
        }
        return many;
    }

    /** Returns a run that went wrong, the checkpoint that was saved of it, and a branch of that. */
    private static List<RunSummary> family() {
        return List.of(
                run("rescued-1173", Status.RUNNING, 5, HOUR_MS / 2, new Parent("rescued", 1173)),
                run("rescued", Status.COMPLETED, 30, 5 * HOUR_MS, new Parent("cifar10-upgraded", 782)),
                run("cifar10-upgraded", Status.STOPPED, 4, 8 * HOUR_MS, null),
                run("vanilla", Status.COMPLETED, 30, 26 * HOUR_MS, null));
    }

    private static RunSummary run(
            String name, Status state, String recipe, String data, int epoch, int epochs, long ageMs) {
        return run(name, state, recipe, data, epoch, epochs, ageMs, null);
    }

    private static RunSummary run(String name, Status state, int epoch, long ageMs, Parent parent) {
        return run(name, state, "upgraded", "cifar10", epoch, 30, ageMs, parent);
    }

    private static RunSummary run(
            String name, Status state, String recipe, String data, int epoch, int epochs, long ageMs, Parent parent) {
        List<Double> accuracies = new ArrayList<>();
        for (int i = 1; i <= epoch; i++) {
            accuracies.add(0.87 - 0.5 * Math.exp(-0.2 * i) + 0.02 * Math.sin(2.3 * i));
        }
        double best = accuracies.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
        return new RunSummary(
                LoggedRun.of(new RunFolder(Path.of("/runs").resolve(name))),
                name,
                state,
                new RunSummary.About(
                        recipe,
                        data,
                        NOW_MS - ageMs,
                        NOW_MS,
                        parent,
                        null,
                        new Details.Maker()
                                .addText(
                                        "host",
                                        name.substring(0, name.indexOf(':') + 1).replace(":", ""))
                                .make()),
                new RunSummary.Reached(epoch, epochs, 391 * epoch),
                new RunSummary.Best(
                        OwnMetrics.VAL_ACC,
                        true,
                        best,
                        Double.isNaN(best) ? "" : Numbers.percent(best),
                        391 * epoch,
                        epoch,
                        best),
                RunSummary.Trend.of(
                        accuracies.stream().mapToDouble(Double::doubleValue).toArray()));
    }
}
