package io.traindeck.dashboard.picture;

import static org.assertj.core.api.Assertions.assertThat;

import com.googlecode.lanterna.TerminalSize;
import io.traindeck.dashboard.NoTrainers;
import io.traindeck.dashboard.comparison.ComparePage;
import io.traindeck.dashboard.draw.Glyphs;
import io.traindeck.dashboard.draw.Picture;
import io.traindeck.dashboard.draw.Themes;
import io.traindeck.dashboard.keys.Action;
import io.traindeck.dashboard.keys.KeyTable;
import io.traindeck.dashboard.page.Page;
import io.traindeck.dashboard.page.Workplace;
import io.traindeck.dashboard.replay.ReplayPage;
import io.traindeck.run.RunFolder;
import io.traindeck.source.LoggedRun;
import io.traindeck.testing.Document;
import io.traindeck.testing.Patience;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The pictures of the README. They are drawn by the dashboard itself from recorded runs; {@code -Dpictures.update=true}
 * makes them anew.
 */
class PicturesTest {
    private static final Path FOLDER = Path.of("src/site/resources");
    private static final long LARGEST = 400_000;
    private static final int WIDTH = 100;
    private static final int HEIGHT = 30;
    private static final TerminalSize SIZE = new TerminalSize(WIDTH, HEIGHT);

    /** A replay takes about a minute; the film shows so many moments of it, each for that long. */
    private static final int MOMENTS = 30;

    private static final long REPLAY_MS = 60_000;
    private static final double SECONDS_A_MOMENT = 0.5;

    /** The number of moments for which the end stays. */
    private static final int END = 4;

    private final Semaphore news = new Semaphore(0);
    private final Workplace place = new Workplace(
            new KeyTable(), List.of(Path.of("runs")), RunFolder::name, null, new NoTrainers(), ZoneOffset.UTC);

    private static LoggedRun recorded(String name) {
        return LoggedRun.of(new RunFolder(Path.of("runs", name)));
    }

    private static Picture draw(Page page) throws Exception {
        return page.draw(WIDTH, HEIGHT, new Themes(List.of()).load(Themes.DEFAULT), Glyphs.UNICODE);
    }

    private static String text(Picture picture) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < picture.width() * picture.height(); i++) {
            text.append(picture.cell(i % picture.width(), i / picture.width()).getCharacterString());
        }
        return text.toString();
    }

    /** Draws anew whenever there is something new, until the picture is as it should be. */
    private Picture await(Page page, long nowMs, Predicate<String> ready) throws Exception {
        page.refresh(nowMs);
        Picture picture = draw(page);
        while (!ready.test(text(picture))) {
            assertThat(news.tryAcquire(Patience.LIMIT.toMillis(), TimeUnit.MILLISECONDS))
                    .as("something new on the screen:\n" + text(picture))
                    .isTrue();
            page.refresh(nowMs);
            picture = draw(page);
        }
        return picture;
    }

    /** Returns the picture when the replay has moved as it was told. */
    private Picture after(Page page, long nowMs, Runnable move) throws Exception {
        news.drainPermits();
        move.run();
        assertThat(news.tryAcquire(Patience.LIMIT.toMillis(), TimeUnit.MILLISECONDS))
                .as("an answer of the reader")
                .isTrue();
        page.refresh(nowMs);
        return draw(page);
    }

    private static void write(String name, List<Picture> screens) throws Exception {
        Files.createDirectories(FOLDER);
        Files.writeString(FOLDER.resolve(name), new SvgFilm(screens, screens.size() * SECONDS_A_MOMENT).svg());
    }

    @Test
    @EnabledIfSystemProperty(named = "pictures.update", matches = "true")
    void drawsAReplay() throws Exception {
        try (ReplayPage page =
                new ReplayPage(recorded("upgraded"), "upgraded", false, Double.NaN, place, news::release)) {
            List<Picture> moments = new ArrayList<>();
            moments.add(await(page, 0, screen -> screen.contains("37m")));
            for (int i = 1; i < MOMENTS; i++) {
                long now = i * REPLAY_MS / MOMENTS;
                moments.add(after(page, now, () -> page.refresh(now)));
            }
            moments.add(after(page, REPLAY_MS, () -> page.press(Action.GO_TO_END, SIZE)));
            Picture half = moments.get(MOMENTS / 2);
            for (int i = 0; i < END; i++) {
                moments.add(moments.get(MOMENTS));
            }
            write("replay.svg", moments);
            write("overview.svg", List.of(half));
            page.press(Action.SHOW_CURVES, SIZE);
            write("curves.svg", List.of(draw(page)));
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "pictures.update", matches = "true")
    void drawsAComparison() throws Exception {
        List<LoggedRun> runs = Stream.of("vanilla", "baseline", "upgraded")
                .map(PicturesTest::recorded)
                .toList();
        try (ComparePage page = new ComparePage(runs, place, news::release)) {
            Predicate<String> isRead = screen -> screen.split("10/10", -1).length > runs.size();
            write("compare.svg", List.of(await(page, 0, isRead)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"replay.svg", "overview.svg", "curves.svg", "compare.svg"})
    void aPictureIsSmallAndSoundAndShownInTheReadme(String name) throws Exception {
        Path file = FOLDER.resolve(name);
        assertThat(Files.size(file)).isLessThan(LARGEST);
        assertThat(DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(file.toFile())
                        .getElementsByTagName("text")
                        .getLength())
                .isGreaterThan(10);
        assertThat(Document.README.text()).contains("(" + file + ")");
    }
}
