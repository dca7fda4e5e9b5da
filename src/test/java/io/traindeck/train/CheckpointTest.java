package io.traindeck.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.traindeck.data.Draws;
import io.traindeck.model.CifarCnn;
import io.traindeck.train.Safetensors.Contents;
import io.traindeck.train.Safetensors.Tensor;
import io.traindeck.train.Safetensors.Type;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A full checkpoint gives everything back, or is refused for a reason and touches nothing. */
class CheckpointTest {
    private static final int MANY_BYTES = 1 << 20;
    private static final int EPOCHS = TinyRun.EPOCHS;

    @TempDir
    private static Path runFolder;

    @TempDir
    private Path folder;

    /** A run's last checkpoint: every epoch done. */
    private static TinyRun run;

    private static Map<String, String> dials;
    private static DialsInForce start;

    private Path file;
    private NDManager manager;
    private TrainingState state;
    private Map<String, ByteBuffer> untouched;

    @BeforeAll
    static void train() throws CheckpointException {
        run = new TinyRun(runFolder);
        run.start();
        TrainingSetup setup = run.setup(java.util.Optional.empty());
        dials = setup.fingerprint();
        start = DialsInForce.atStart(setup);
    }

    @BeforeEach
    void anotherRunsState() {
        file = folder.resolve("tampered.safetensors");
        state = state(TinyRun.dials(EPOCHS, 0, 99));
        untouched = bytes(state);
    }

    private TrainingState state(Dials ofState) {
        manager = TinyRun.torch().newManager();
        CifarCnn model = new CifarCnn(
                ofState.architecture(10), manager, Draws.at(ofState.seed(), Draws.Purpose.INITIALISATION, 0, 0));
        return new TrainingState(
                model,
                Optimizer.of(model.parameters(), ofState, manager),
                WeightAverage.of(model, ofState.extras().validation().ema(), manager),
                manager);
    }

    @AfterEach
    void free() {
        manager.close();
    }

    @Test
    void everythingComesBackToTheBit() throws CheckpointException {
        LoopState loop =
                CheckpointReader.restore(run.last(), state, dials, start).loop();

        Contents contents = Safetensors.read(run.last(), MANY_BYTES);
        Map<String, ByteBuffer> restored = bytes(state);
        assertThat(contents.tensors())
                .extracting(Tensor::name)
                .containsExactlyInAnyOrderElementsOf(restored.keySet())
                .contains(
                        "model/features.0.0.weight",
                        "model/features.1.4.num_batches_tracked",
                        "optimizer/exp_avg/head.1.weight",
                        "optimizer/exp_avg_sq/head.4.bias",
                        "best/features.0.1.running_var");
        for (Tensor tensor : contents.tensors()) {
            assertThat(restored.get(tensor.name())).as(tensor.name()).isEqualTo(contents.bytes(tensor));
        }
        assertThat(restored).isNotEqualTo(untouched);
        assertThat(loop.step()).isEqualTo(EPOCHS * TinyRun.STEPS_PER_EPOCH);
        assertThat(loop.epoch()).isEqualTo(EPOCHS + 1);
        assertThat(contents.metadata()).containsAllEntriesOf(loop.toMetadata());
    }

    /** The lesson's {@code load_state_dict} is strict: these names, no more, and nothing else in the file. */
    @Test
    void theBestFileHoldsTheModelAloneUnderPyTorchsNames() throws CheckpointException {
        List<String> names = Safetensors.read(run.best(), MANY_BYTES).tensors().stream()
                .map(Tensor::name)
                .toList();
        List<String> expected = new ArrayList<>();
        for (String block : List.of("features.0.", "features.1.")) {
            for (int convolution : new int[] {0, 3}) {
                expected.add(block + convolution + ".weight");
                for (String part : List.of("weight", "bias", "running_mean", "running_var", "num_batches_tracked")) {
                    expected.add(block + (convolution + 1) + "." + part);
                }
            }
        }
        expected.addAll(List.of("head.1.weight", "head.1.bias", "head.4.weight", "head.4.bias"));
        assertThat(names).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void noTemporaryFileStaysBehind() throws IOException {
        try (var files = Files.list(run.checkpoints())) {
            assertThat(files.map(Path::getFileName).map(Path::toString))
                    .containsExactlyInAnyOrder("best.safetensors", "last.safetensors");
        }
    }

    @Test
    void aCutFileIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(run.last());
        Random random = seeded();
        for (int i = 0; i < 200; i++) {
            Files.write(file, Arrays.copyOf(whole, random.nextInt(whole.length)));
            assertRefused("it");
        }
        assertUntouched();
    }

    @Test
    void aFileWithAFlippedBitIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(run.last());
        int header = Long.BYTES + (int) Long.reverseBytes(ByteBuffer.wrap(whole).getLong());
        Random random = seeded();
        for (int i = 0; i < 400; i++) {
            int at = i % 2 == 0 ? random.nextInt(header) : header + random.nextInt(whole.length - header);
            byte[] flipped = whole.clone();
            flipped[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, flipped);
            assertRefused("it");
        }
        // The bit that renames the digest, so that none is left to compare with.
        byte[] renamed = whole.clone();
        int digest = new String(whole, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("\"sha256\"") + 1;
        renamed[digest] ^= 1;
        Files.write(file, renamed);
        assertRefused("it is no full checkpoint of this program");
        assertUntouched();
    }

    @Test
    void aFileThatGoesOnIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(run.last());
        Files.write(file, Arrays.copyOf(whole, whole.length + 8));
        assertRefused("its header describes");
        assertUntouched();
    }

    @Test
    void aMissingFileIsRefused() {
        assertRefused("it does not exist");
    }

    @Test
    void theModelAloneIsRefused() throws IOException {
        Files.copy(run.best(), file);
        assertRefused("it is no full checkpoint of this program (the model's weights alone can't be resumed)");
        assertUntouched();
    }

    static Iterable<String> dialNames() {
        return dials.keySet();
    }

    @ParameterizedTest
    @MethodSource("dialNames")
    void aFileMadeWithAnotherDialIsRefused(String dial) throws Exception {
        tamper(metadata -> {
            metadata.put("dial." + dial, "\u001b[31mother");
            return metadata;
        });
        assertRefused("it was made with " + dial + " ?[31mother, this run has " + dial + " " + dials.get(dial));
        tamper(metadata -> {
            metadata.remove("dial." + dial);
            return metadata;
        });
        assertRefused("it was made with " + dial + " unknown, this run has " + dial);
        assertUntouched();
    }

    @Test
    void aFileOfAnotherFormatIsRefused() throws Exception {
        tamper(metadata -> {
            metadata.put("format", "traindeck-checkpoint-2");
            return metadata;
        });
        assertRefused("it is no full checkpoint of this program");
        assertUntouched();
    }

    @ParameterizedTest
    @CsvSource({
        "step, 11",
        "step, 13",
        "epoch, 0",
        "epoch, 2",
        "epoch, 4",
        "epoch, 2147483647",
        "batch, 1",
        "batch, 7",
        "correct, 1",
        "images, 4",
        "best_epoch, 3",
        "best_epoch, 0",
        "bad_epochs, 3",
        "best_val_acc, NaN",
    })
    void countsThatDoNotFitAreRefused(String key, String value) throws Exception {
        tamper(metadata -> {
            metadata.put(key, value);
            return metadata;
        });
        assertRefused("its step, epoch and counts do not fit each other and this run's data");
        assertUntouched();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "step",
                "epoch",
                "batch",
                "loss_sum",
                "correct",
                "images",
                "grad_norm_sum",
                "grad_norm_max",
                "seconds",
                "best_val_acc",
                "best_epoch",
                "bad_epochs"
            })
    void aLoopStateThatIsNoneIsRefused(String key) throws Exception {
        for (String value : new String[] {null, "", "x\u001b[2J", "99999999999999999999x"}) {
            tamper(metadata -> {
                if (value == null) {
                    metadata.remove(key);
                } else {
                    metadata.put(key, value);
                }
                return metadata;
            });
            assertRefused("its '" + key + "' is missing or no ");
        }
        assertUntouched();
    }

    @Test
    void aFileOfAnotherNetworkIsRefused() throws IOException {
        Files.copy(run.last(), file);
        manager.close();
        state = state(TinyRun.dials(EPOCHS, 0, 99).with(TinyRun.layers(4, 4)));
        untouched = bytes(state);
        assertRefused("it is of another network: model/features.0.0.weight should be [4, 3, 3, 3] and is [3, 3, 3, 3]");
        assertUntouched();
    }

    @Test
    void aFileWithATensorMissingTooManyOrOfAnotherSortIsRefused() throws Exception {
        rewrite(tensors -> tensors.subList(1, tensors.size()));
        assertRefused("it is of another network: ", " and is missing");
        rewrite(tensors -> {
            tensors.set(
                    0,
                    new Tensor(
                            "model/x\u001b[2J",
                            tensors.get(0).type(),
                            tensors.get(0).shape(),
                            0));
            return tensors;
        });
        assertRefused("it is of another network: ", " and is missing");
        rewrite(tensors -> {
            // 8 bytes either way.
            Tensor counter = tensors.get(0);
            assertThat(counter.type()).isEqualTo(Type.I64);
            tensors.set(0, new Tensor(counter.name(), Type.F64, counter.shape(), 0));
            return tensors;
        });
        assertRefused("it is of another network: ");
        rewrite(tensors -> {
            tensors.add(new Tensor("model/none", Type.F32, List.of(0L), 0));
            return tensors;
        });
        assertRefused("it is of another network: it holds ");
        rewrite(tensors -> {
            tensors.add(new Tensor("model/more", Type.F32, List.of(1L), 0));
            return tensors;
        });
        assertRefused("bytes of tensors, at most ");
        assertUntouched();
    }

    /** The run's last checkpoint with another metadata, and a digest that is right. */
    private void tamper(UnaryOperator<Map<String, String>> change) throws Exception {
        Contents contents = Safetensors.read(run.last(), MANY_BYTES);
        Map<String, String> metadata = change.apply(new LinkedHashMap<>(contents.metadata()));
        write(metadata, contents.tensors(), contents.body());
    }

    /** The run's last checkpoint with other tensors of the same or other bytes, and a digest that is right. */
    private void rewrite(UnaryOperator<List<Tensor>> change) throws Exception {
        Contents contents = Safetensors.read(run.last(), MANY_BYTES);
        List<Tensor> layout = Safetensors.layOut(change.apply(new ArrayList<>(contents.tensors())));
        write(
                contents.metadata(),
                layout,
                ByteBuffer.allocate(layout.get(layout.size() - 1).end()));
    }

    private void write(Map<String, String> metadata, List<Tensor> layout, ByteBuffer body) throws IOException {
        DurableFile.replace(file, List.of(Safetensors.head(metadata, layout, body), body), () -> {});
    }

    private void assertRefused(String... reasons) {
        try {
            CheckpointReader.restore(file, state, dials, start);
            fail("was restored");
        } catch (CheckpointException e) {
            assertThat(e.getMessage())
                    .contains("checkpoint " + file + " is refused: ")
                    .contains(List.of(reasons));
            assertThat(e.getMessage().chars()).noneMatch(Character::isISOControl);
        }
    }

    private void assertUntouched() {
        assertThat(bytes(state)).isEqualTo(untouched);
    }

    private static Map<String, ByteBuffer> bytes(TrainingState state) {
        Map<String, ByteBuffer> bytes = new TreeMap<>();
        for (Map.Entry<String, NDArray> tensor : state.tensors(true).entrySet()) {
            bytes.put(tensor.getKey(), tensor.getValue().toByteBuffer());
        }
        return bytes;
    }

    private static Random seeded() {
        long seed = System.nanoTime();
        System.out.println("CheckpointTest seed " + seed);
        return new Random(seed);
    }
}
