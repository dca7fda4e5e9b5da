package io.traindeck.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.traindeck.comparison.Comparison;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine without fonts: a process that does not see a library which Java needs for them; only root may do that. */
class FontsTest {
    @TempDir
    Path folder;

    @Test
    void whereJavaFindsNoFontsOneLineSaysWhatToInstall() throws Exception {
        List<Path> libraries = Stream.of("/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64")
                .map(path -> Path.of(path, "libfontconfig.so.1"))
                .filter(Files::exists)
                .toList();
        assumeThat(libraries).isNotEmpty();
        assumeThat(run("unshare", "--mount", "true").exit())
                .as("may hide a file")
                .isZero();
        Path plot = folder.resolve("plot.png");

        Ended ended = run(
                "unshare",
                "--mount",
                "sh",
                "-c",
                "mount --bind /dev/null \"$0\" && exec \"$@\"",
                libraries.get(0).toRealPath().toString(),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                FontsTest.class.getName(),
                plot.toString());

        assertThat(ended.output())
                .startsWith("cannot draw a plot: Java finds no fonts here; install some: sudo apt install")
                .contains("fontconfig")
                .hasLineCount(1);
        assertThat(ended.exit()).isZero();
        assertThat(plot).doesNotExist();
    }

    /** The process prints why it cannot write the plot. */
    public static void main(String[] arguments) {
        try {
            Plot.write(new Comparison(List.of(PlottedRun.trained("a", 2))), Path.of(arguments[0]));
        } catch (PlotException e) {
            System.out.println(e.getMessage());
        }
    }

    private record Ended(int exit, String output) {}

    private static Ended run(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }
}
