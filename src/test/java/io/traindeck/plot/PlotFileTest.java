package io.traindeck.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traindeck.comparison.Comparison;
import io.traindeck.testing.SmallDisk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** If a plot cannot be written, one line says so and no file is harmed. */
class PlotFileTest {
    @TempDir
    Path folder;

    @Test
    void aFolderThatIsMissingOrAFile() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));

        refuses(folder.resolve("missing/plot.svg"), "there is no folder " + folder.resolve("missing"));
        refuses(file.resolve("plot.svg"), "there is no folder " + file);
        refuses(Files.createDirectory(folder.resolve("plot.png")), "plot.png is a folder");
    }

    @Test
    void aFullDiskKeepsTheFileThatWasThere() throws Exception {
        try (SmallDisk disk = new SmallDisk(folder.resolve("disk"), 64)) {
            Path file = Files.writeString(folder.resolve("disk/plot.svg"), "before");
            disk.fill();

            refuses(file, "No space left on device");

            assertThat(file).hasContent("before");
            try (Stream<Path> all = Files.list(file.getParent())) {
                assertThat(all.map(path -> path.getFileName().toString())).containsOnly("plot.svg", "filler");
            }
        }
    }

    private static void refuses(Path file, String why) {
        assertThatThrownBy(() -> Plot.write(new Comparison(List.of(PlottedRun.trained("a", 2))), file))
                .isInstanceOf(PlotException.class)
                .hasMessageStartingWith("cannot write the plot")
                .hasMessageContaining(why)
                .hasMessageContaining(file.getFileName().toString())
                .message()
                .doesNotContain("\n");
    }
}
