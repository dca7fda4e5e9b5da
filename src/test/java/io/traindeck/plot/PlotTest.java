package io.traindeck.plot;

import static io.traindeck.plot.PlottedRun.STEPS_PER_EPOCH;
import static io.traindeck.plot.PlottedRun.empty;
import static io.traindeck.plot.PlottedRun.trained;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.traindeck.comparison.ComparedRun;
import io.traindeck.comparison.Comparison;
import io.traindeck.dashboard.comparison.OthersSamples;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class PlotTest {
    @TempDir
    Path folder;

    @Test
    void anSvgOfOneRunSaysItsNameItsBestEpochAndWhatEveryAxisMeans() throws Exception {
        List<String> texts = texts(svg(trained("my run", 5)));

        assertThat(texts)
                .contains("my run", "Validation accuracy", "accuracy (%)", "Loss", "cross-entropy (nats)", "validation")
                .contains("train", "Gradient norm", "L2 norm before clipping", "clipped at 1", "mean", "range")
                .contains("Learning rate", "learning rate (×10⁻³)", "best epoch")
                .contains(
                        "best validation accuracy 85.00% at epoch 4 · shapes, recipe upgraded, batch size 25, seed 42");
        assertThat(Collections.frequency(texts, "epoch")).isEqualTo(4);
        assertThat(texts).containsSubsequence("0", "1", "2", "3", "4", "5", "epoch");
    }

    @Test
    void theLegendNamesEveryRunWithItsBestOrWhatItLacks() throws Exception {
        Document svg = svg(
                trained("a", 3),
                new PlottedRun(STEPS_PER_EPOCH).steps(7).named("b"),
                new PlottedRun(STEPS_PER_EPOCH).epoch(1, 1, 1, 0.5).named("c"),
                empty("d"));

        assertThat(texts(svg))
                .contains("4 runs")
                .contains("a  (best 75.00% at epoch 3)", "b  (no epoch finished)")
                .contains("c  (best 50.00% at epoch 1; no steps)", "d  (nothing to plot yet)");
    }

    @Test
    void theClipLimitIsMarkedOnlyWhereAllRunsShareIt() throws Exception {
        ComparedRun clipped = PlottedRun.clippedAt(0.5).epochs(2).named("clipped");
        ComparedRun other = PlottedRun.clippedAt(0).epochs(2).named("other");

        assertThat(texts(svg(clipped, clipped))).contains("clipped at 0.5");
        assertThat(texts(svg(clipped, other))).noneMatch(text -> text.startsWith("clipped at"));
        assertThat(texts(svg(other))).noneMatch(text -> text.startsWith("clipped at"));
    }

    @Test
    void anSvgKeepsToWhatEveryViewerHas() throws Exception {
        Document svg = svg(trained("a", 3), trained("b", 3));

        Element root = svg.getDocumentElement();
        assertThat(root.getAttribute("viewBox")).isEqualTo("0 0 1600 " + root.getAttribute("height"));
        assertThat(svg.getDoctype()).isNull();
        NodeList all = svg.getElementsByTagName("*");
        for (int i = 0; i < all.getLength(); i++) {
            Element element = (Element) all.item(i);
            assertThat(element.getTagName()).isNotIn("script", "image", "foreignObject", "use");
            if (element.hasAttribute("font-family")) {
                assertThat(element.getAttribute("font-family")).isEqualTo("sans-serif");
            }
        }
    }

    @Test
    void aNameIsNeverMoreThanText() throws Exception {
        String hostile = "<script>alert('&\"]]>')</script>\u0000\u001b[31m\u202e\ud800";
        Document svg = svg(trained(hostile, 2), trained("b", 2));

        assertThat(svg.getElementsByTagName("script").getLength()).isZero();
        assertThat(texts(svg)).anyMatch(text -> text.startsWith("<script>alert('&\"]]>')</script>??[31m??  (best"));
        ComparedRun run = PlottedRun.on(hostile).epochs(2).named("a");
        assertThat(texts(svg(run)))
                .anyMatch(text -> text.contains(" · <script>alert('&\"]]>')</script>??[31m??, recipe"));
        assertThat(texts(svg(run, run))).contains("2 runs on <script>alert('&\"]]>')</script>??[31m??");
        assertThat(ImageIO.read(png(run, trained(hostile, 2)).toFile())).isNotNull();
    }

    @Test
    void aLongNameLosesItsMiddle() throws Exception {
        Document svg = svg(trained("start" + "-".repeat(90) + "end", 2), trained("😀".repeat(60), 2));

        assertThat(texts(svg))
                .anyMatch(text -> text.matches("start-{16}…-{17}end  .*"))
                .anyMatch(text -> text.matches("(😀){21}…(😀){20}  .*"));
    }

    @Test
    void aPngShowsEveryRunInItsColourOnWhitePaper() throws Exception {
        ComparedRun[] runs = IntStream.range(0, RunStyle.COUNT)
                .mapToObj(i -> new PlottedRun(STEPS_PER_EPOCH)
                        .steps(STEPS_PER_EPOCH)
                        .epoch(1, 1 + 0.1 * i, 2 + 0.1 * i, 0.1 + 0.1 * i)
                        .epoch(2, 0.9 + 0.1 * i, 1.9 + 0.1 * i, 0.2 + 0.1 * i)
                        .named("run-with-a-name-of-forty-characters-00-" + i))
                .toArray(ComparedRun[]::new);

        BufferedImage image = ImageIO.read(png(runs).toFile());

        assertThat(image.getWidth()).isEqualTo(Figure.WIDTH);
        assertThat(image.getHeight()).isBetween(950, 1200);
        assertThat(image.getColorModel().hasAlpha()).isFalse();
        Map<Integer, Integer> pixels = new TreeMap<>();
        for (int rgb : image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth())) {
            pixels.merge(rgb, 1, Integer::sum);
        }
        assertThat(pixels.get(Color.WHITE.getRGB())).isGreaterThan(image.getWidth() * image.getHeight() * 3 / 4);
        for (int i = 0; i < RunStyle.COUNT; i++) {
            assertThat(pixels.get(RunStyle.of(i).color().getRGB()))
                    .as("pixels of run %d", i)
                    .isGreaterThan(500);
        }
        for (int x = 0; x < image.getWidth(); x++) {
            assertThat(new Color(image.getRGB(x, 5))).isEqualTo(Color.WHITE);
            assertThat(new Color(image.getRGB(x, image.getHeight() - 6))).isEqualTo(Color.WHITE);
        }
    }

    static List<ComparedRun> odd() {
        PlottedRun notANumber = new PlottedRun(STEPS_PER_EPOCH).epochs(2);
        notANumber
                .step(Double.NaN, Double.NaN)
                .step(Double.POSITIVE_INFINITY, 1e-3)
                .step(0, 0)
                .step(-1, -1);
        notANumber.epoch(3, Double.NaN, Double.POSITIVE_INFINITY, 0.1).epoch(4, 1, 1, Double.NaN);
        PlottedRun huge = PlottedRun.clippedAt(1e300).step(1e308, 1e308).step(1e-300, 1e-300);
        huge.epoch(1, 1e308, -1e308, 1e308).epoch(2, 1e30, -1e30, 0.5).epoch(3, 1e-9, 1e9, 0.6);
        return List.of(
                new PlottedRun(STEPS_PER_EPOCH).step(2, 1e-3).named("one step"),
                new PlottedRun(STEPS_PER_EPOCH).epoch(1, 1, 1, 0.5).named("one epoch"),
                new PlottedRun(STEPS_PER_EPOCH)
                        .notStarted()
                        .epoch(1, 1, 1, 0.5)
                        .steps(5)
                        .named("no start"),
                new PlottedRun(STEPS_PER_EPOCH).lateEpoch(2_000_000_000).named("a late epoch"),
                new PlottedRun(STEPS_PER_EPOCH)
                        .epoch(1, Double.NaN, Double.NaN, Double.NaN)
                        .steps(3)
                        .named("nothing finite"),
                new PlottedRun(STEPS_PER_EPOCH).epoch(1, 0, 0, 0).step(0, 0).named("nothing but zeros"),
                new PlottedRun(1).epochs(3000).named("many epochs"),
                notANumber.named("not a number"),
                huge.named("huge"));
    }

    @ParameterizedTest
    @MethodSource("odd")
    void anOddRunIsPlottedAloneAndBesideAnother(ComparedRun run) throws Exception {
        assertThat(texts(svg(run))).contains(run.name()).noneMatch(text -> text.contains("NaN") || text.contains("�"));
        assertThat(texts(svg(trained("other", 3), run, run)).stream().filter(text -> text.startsWith(run.name())))
                .hasSize(2);
        assertThat(ImageIO.read(png(run, trained("other", 3)).toFile())).isNotNull();
    }

    @Test
    void whereNothingIsKnownThePlotIsRefused() {
        Path file = folder.resolve("plot.svg");
        ComparedRun begun = new PlottedRun(STEPS_PER_EPOCH).named("begun");

        assertThatThrownBy(() -> Plot.write(new Comparison(List.of(empty("empty"), begun)), file))
                .isInstanceOf(PlotException.class)
                .hasMessage("nothing to plot yet: no step and no epoch in the log of empty, begun");
        assertThat(file).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"plot.gif", "plot", "svg", "plot.svg.gz"})
    void anotherEndingIsRefusedWithTheTwoThatAreKnown(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Plot.write(new Comparison(List.of(trained("a", 2))), folder.resolve(name)))
                .withMessageContainingAll(".svg", ".png", name);
    }

    @Test
    void ofManyRunsTheBestHaveTheirColoursAndTheOthersAreGreyBehindThem() throws Exception {
        ComparedRun[] runs = IntStream.range(0, 20)
                .mapToObj(i -> new PlottedRun(STEPS_PER_EPOCH)
                        .steps(STEPS_PER_EPOCH)
                        .epoch(1, 1, 2, 0.01 * i)
                        .epoch(2, 0.9, 1.9, 0.04 * i)
                        .named("run " + i))
                .toArray(ComparedRun[]::new);

        List<String> texts = texts(svg(runs));
        assertThat(texts).contains("20 runs on shapes", "12 more runs", "run 19  (best 76.00% at epoch 2)");
        assertThat(texts).filteredOn(text -> text.startsWith("run ")).hasSize(RunStyle.COUNT);
        BufferedImage image = ImageIO.read(png(runs).toFile());
        int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        for (int i = 0; i <= RunStyle.COUNT; i++) {
            int color = RunStyle.of(i).color().getRGB();
            assertThat(IntStream.of(pixels).filter(pixel -> pixel == color).count())
                    .as("pixels of run %d", i)
                    .isGreaterThan(100);
        }
    }

    @Test
    void theSameRunsMakeTheSameBytes() throws Exception {
        for (String name : List.of("plot.svg", "PLOT.PNG")) {
            Path file = folder.resolve(name);
            Files.writeString(file, "what was there before");
            Plot.write(new Comparison(List.of(trained("a", 4), trained("b", 2))), file);
            byte[] first = Files.readAllBytes(file);
            Plot.write(new Comparison(List.of(trained("a", 4), trained("b", 2))), file);

            assertThat(file).hasBinaryContent(first);
        }
        assertThat(folder).isDirectoryNotContaining(file -> file.toString().endsWith(".new"));
    }

    @Test
    void aLogOfManyStepsMakesASmallSvg() throws Exception {
        ComparedRun run = new PlottedRun(20_000).epochs(10).named("long");
        Path file = folder.resolve("plot.svg");

        Plot.write(new Comparison(List.of(run, run, run)), file);

        assertThat(file).satisfies(path -> assertThat(Files.size(path)).isLessThan(150_000));
    }

    @Test
    void runsOfOtherProgramsArePlottedByStepWithTheNamesThatTheirLogsHave() throws Exception {
        OthersSamples samples = new OthersSamples(folder);
        List<String> gpt = texts(svg(samples.gptAndLightning()));
        assertThat(gpt)
                .contains("2 runs", "Loss", "loss", "validation", "train", "best", "step", "1 000")
                .contains("nanogpt  (best 1.440 at step 1 250)", "lightning  (best 1.359 at step 1 999)")
                .doesNotContain("epoch", "cross-entropy (nats)");
        List<String> rewards = texts(svg(samples.rewards()));
        assertThat(rewards)
                .contains("2 runs, by reward", "Reward", "value_loss", "Learning rate", "best")
                .contains("sb3-ppo  (best 476 at step 401 408)");
        assertThat(Collections.frequency(rewards, "step")).isEqualTo(3);
    }

    @Test
    void onlyAmongOurOwnRunsIsALossInNats() throws Exception {
        List<String> texts = texts(svg(new OthersSamples(folder).ownAndKeras()));
        assertThat(texts)
                .contains("2 runs, by validation accuracy", "accuracy (%)", "epoch", "best epoch")
                .doesNotContain("cross-entropy (nats)", "step");
    }

    @Test
    void aRunAloneTellsItsBestAndSomeFacts() throws Exception {
        Comparison rewards = new OthersSamples(folder).rewards();
        Comparison alone = new Comparison(rewards.runs().subList(0, 1));
        assertThat(texts(svg(alone)))
                .contains("best rollout/ep_rew 476 at step 401 408 · agent ppo, lr 0.0003, gamma 0.99");
    }

    @Test
    void aLossHasALogarithmicAxisWhereTheScreenGivesItOne() throws Exception {
        ComparedRun wide = new PlottedRun(STEPS_PER_EPOCH)
                .epoch(1, 60, 60, 0.71)
                .epoch(2, 1, 1, 0.72)
                .named("wide");
        ComparedRun narrow = new PlottedRun(STEPS_PER_EPOCH)
                .epoch(1, 40, 40, 0.71)
                .epoch(2, 1, 1, 0.72)
                .named("narrow");
        assertThat(texts(svg(wide))).doesNotContain("15", "25", "35");
        assertThat(texts(svg(narrow))).contains("15", "25", "35");
    }

    @Test
    void runsWithNothingInCommonAreRefused() throws Exception {
        OthersSamples samples = new OthersSamples(folder);
        Comparison apart = new Comparison(List.of(
                samples.rewards().runs().get(0),
                samples.gptAndLightning().runs().get(0)));
        assertThatThrownBy(() -> Plot.write(apart, folder.resolve("plot.svg")))
                .isInstanceOf(PlotException.class)
                .hasMessage("nothing to plot: the runs have no metric in common");
    }

    private Document svg(ComparedRun... runs) throws Exception {
        return svg(new Comparison(List.of(runs)));
    }

    private Document svg(Comparison comparison) throws Exception {
        Path file = folder.resolve("plot.svg");
        Plot.write(comparison, file);
        return DocumentBuilderFactory.newDefaultNSInstance()
                .newDocumentBuilder()
                .parse(file.toFile());
    }

    private Path png(ComparedRun... runs) throws Exception {
        Path file = folder.resolve("plot.png");
        Plot.write(new Comparison(List.of(runs)), file);
        return file;
    }

    private static List<String> texts(Document svg) {
        NodeList elements = svg.getElementsByTagName("text");
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < elements.getLength(); i++) {
            texts.add(elements.item(i).getTextContent());
        }
        return texts;
    }

    /** The folder is like /proc: whatever is written there, the system says that it does not exist. */
    @Test
    void aFolderThatTakesNoFilesIsNamedAsTheReason() {
        Path proc = Path.of("/proc");
        assumeThat(proc.resolve("self")).exists();
        Path file = proc.resolve("x.svg");
        assertThatThrownBy(() -> Plot.write(new Comparison(List.of(trained("a", 2))), file))
                .isInstanceOf(PlotException.class)
                .hasMessage("cannot write the plot " + file + ": no such file or folder");
    }
}
