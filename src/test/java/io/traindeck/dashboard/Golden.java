package io.traindeck.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.dashboard.draw.Glyphs;
import io.traindeck.dashboard.draw.Picture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;

/** Compares whole screens, at several sizes, with Unicode and in ASCII, against text files; at one size their colours too. */
public final class Golden {
    private static final Path FOLDER = Path.of("src/test/resources/golden");
    private static final boolean UPDATE = Boolean.getBoolean("golden.update");
    private static final int[] USUAL = {80, 24};
    private static final int[][] SIZES = {{80, 24}, {100, 30}, {132, 43}, {200, 60}, {60, 16}, {30, 8}};

    private Golden() {}

    @FunctionalInterface
    public interface Screen {
        Picture draw(int width, int height, Glyphs glyphs);
    }

    /** Returns a test for each size and set of glyphs; the files are in a folder of that name. */
    public static List<DynamicTest> tests(String name, Screen screen) {
        return tests(name, SIZES, screen);
    }

    /** Returns the same tests at other sizes, each of columns and rows. */
    public static List<DynamicTest> tests(String name, int[][] sizes, Screen screen) {
        List<DynamicTest> tests = texts(name, sizes, screen);
        int[] size = Arrays.equals(sizes[0], USUAL) || sizes.length < 2 ? sizes[0] : sizes[1];
        tests.add(DynamicTest.dynamicTest(
                name + " roles", () -> roles(name, screen.draw(size[0], size[1], Glyphs.UNICODE))));
        return tests;
    }

    /** Returns tests of the characters alone, of screens in a theme where several roles look the same. */
    public static List<DynamicTest> texts(String name, int[][] sizes, Screen screen) {
        List<DynamicTest> tests = new ArrayList<>();
        for (int[] size : sizes) {
            for (Glyphs glyphs : Glyphs.values()) {
                String file = size[0] + "x" + size[1] + (glyphs.isUnicode() ? ".txt" : ".ascii.txt");
                tests.add(DynamicTest.dynamicTest(
                        name + " " + file,
                        () -> compare(
                                FOLDER.resolve(name).resolve(file), screen.draw(size[0], size[1], glyphs), glyphs)));
            }
        }
        return tests;
    }

    /** Compares the role, and so the colour, of each cell. */
    private static void roles(String name, Picture picture) throws IOException {
        Path file = FOLDER.resolve(name).resolve(picture.width() + "x" + picture.height() + ".roles.txt");
        agree(file, Screens.roles(picture));
    }

    private static void compare(Path file, Picture picture, Glyphs glyphs) throws IOException {
        String screen = Screens.text(picture);
        if (!glyphs.isUnicode()) {
            assertThat(screen).matches("\\p{ASCII}*");
        }
        agree(file, screen);
    }

    private static void agree(Path file, String screen) throws IOException {
        if (UPDATE) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, screen);
        }
        assertThat(file).exists().hasContent(screen);
    }
}
