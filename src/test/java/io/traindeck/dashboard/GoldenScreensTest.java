package io.traindeck.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Whole screens against text files. After a change that is meant to be seen, write them anew and look at the
 * difference: {@code mvn test -Dtest=GoldenScreensTest -Dgolden.update=true && git diff src/test/resources/golden}.
 */
class GoldenScreensTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final boolean UPDATE = Boolean.getBoolean("golden.update");
    private static final int[][] SIZES = {{80, 24}, {100, 30}, {132, 43}, {200, 60}, {60, 16}, {30, 8}};

    @TestFactory
    List<DynamicTest> overview() {
        List<DynamicTest> tests = new ArrayList<>();
        Scenarios.all().forEach((name, frame) -> tests.addAll(screens("overview-" + name, frame)));
        return tests;
    }

    @TestFactory
    List<DynamicTest> otherViews() {
        List<DynamicTest> tests = new ArrayList<>();
        Map<String, Frame> all = Scenarios.all();
        for (String name : List.of("fresh", "mid-run", "exploding", "nan", "replay")) {
            Frame frame = all.get(name);
            tests.addAll(
                    screens("curves-" + name, Screens.with(frame, frame.view().withView(View.CURVES))));
        }
        Frame middle = all.get("mid-run");
        ViewState curves = middle.view().withView(View.CURVES);
        tests.addAll(screens("curves-cursor", Screens.with(middle, curves.withCursor(1800))));
        tests.addAll(
                screens("events-mid-run", Screens.with(middle, middle.view().withView(View.EVENTS))));
        ViewState scrolled = middle.view().withView(View.EVENTS).withEventsBack(12);
        tests.addAll(screens("events-scrolled", Screens.with(middle, scrolled)));
        for (String name : List.of("mid-run", "replay")) {
            Frame frame = all.get(name);
            tests.addAll(
                    screens("help-" + name, Screens.with(frame, frame.view().withOverlay(Context.HELP))));
        }
        return tests;
    }

    private static List<DynamicTest> screens(String name, Frame frame) {
        List<DynamicTest> tests = new ArrayList<>();
        for (int[] size : SIZES) {
            for (Glyphs glyphs : Glyphs.values()) {
                String file = size[0] + "x" + size[1] + (glyphs.isUnicode() ? ".txt" : ".ascii.txt");
                tests.add(DynamicTest.dynamicTest(
                        name + " " + file, () -> compare(GOLDEN.resolve(name).resolve(file), frame, size, glyphs)));
            }
        }
        return tests;
    }

    private static void compare(Path file, Frame frame, int[] size, Glyphs glyphs) throws IOException {
        String screen = Screens.text(Screens.draw(frame, size[0], size[1], glyphs));
        if (!glyphs.isUnicode()) {
            assertThat(screen).matches("\\p{ASCII}*");
        }
        if (UPDATE) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, screen);
        }
        assertThat(file).exists().hasContent(screen);
    }
}
