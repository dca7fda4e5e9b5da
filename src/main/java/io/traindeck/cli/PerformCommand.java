package io.traindeck.cli;

import io.traindeck.cli.option.RunOrPath;
import io.traindeck.cli.option.RunsOption;
import io.traindeck.cli.option.ScreenOptions;
import io.traindeck.cli.screen.Screen;
import io.traindeck.dashboard.comparison.ComparePage;
import io.traindeck.dashboard.draw.Glyphs;
import io.traindeck.dashboard.draw.Theme;
import io.traindeck.dashboard.draw.Themes;
import io.traindeck.dashboard.home.HomePage;
import io.traindeck.dashboard.page.Page;
import io.traindeck.dashboard.page.Workplace;
import io.traindeck.dashboard.replay.ReplayPage;
import io.traindeck.source.LoggedRun;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * {@code perform}: does in one JVM what people do most, so that the JVM can note what it loads for that: first what only
 * prints, then the pictures of some pages, and last it watches a run. {@code rehearse} starts it; it is not for people.
 */
@Command(name = "perform", hidden = true)
final class PerformCommand implements Callable<Integer> {
    private static final int WIDTH = 100;
    private static final int HEIGHT = 30;

    /** The longest that a page may take to have something to show; without it the picture is that of an empty page. */
    private static final int SECONDS = 5;

    @Parameters(paramLabel = "RUN", description = "The folder of a run of ours.")
    private Path run;

    @Mixin
    private RunsOption runs;

    @Mixin
    private ScreenOptions options;

    @Override
    public Integer call() throws Exception {
        String path = run.toString();
        int code = silently(List.of(
                List.of("--help"),
                List.of("show", path),
                List.of("runs", "--runs", run.toAbsolutePath().getParent().toString()),
                List.of("compare", "--plain", path, path)));
        if (code != 0) {
            return code;
        }
        LoggedRun log = RunOrPath.find(runs, path);
        Workplace place = new Screen(options, runs).workplace();
        draw(changed -> new ReplayPage(log, path, false, Double.NaN, place, changed));
        draw(changed -> new ComparePage(List.of(log, log), place, changed));
        draw(changed -> new HomePage(place, changed));
        return Main.run("watch", path);
    }

    /** Runs commands whose words nobody needs, until one fails, and returns its exit code; 0 if none does. */
    private static int silently(List<List<String>> commands) {
        PrintStream out = System.out;
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
        try {
            return commands.stream()
                    .mapToInt(words -> Main.run(words.toArray(String[]::new)))
                    .filter(code -> code != 0)
                    .findFirst()
                    .orElse(0);
        } finally {
            System.setOut(out);
        }
    }

    /** Draws a page in memory. */
    private static void draw(Page.Maker maker) throws Exception {
        Theme theme = new Themes(List.of()).load(Themes.DEFAULT);
        Semaphore news = new Semaphore(0);
        try (Page page = maker.make(news::release)) {
            page.draw(WIDTH, HEIGHT, theme, Glyphs.UNICODE);
            news.tryAcquire(SECONDS, TimeUnit.SECONDS);
            page.refresh(System.currentTimeMillis());
            page.draw(WIDTH, HEIGHT, theme, Glyphs.UNICODE);
        }
    }
}
