package io.traindeck.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import io.traindeck.train.Safetensors.Tensor;
import io.traindeck.train.Safetensors.Type;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The file format: a file is read back as it was written, and an unsound one is refused in one line that says why. */
class SafetensorsTest {
    private static final long MANY_BYTES = 1 << 20;
    private static final Map<String, String> METADATA = Map.of("step", "7", "word", "naïve \"quoted\" \\ \u0007");

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("some.safetensors");
    }

    @Test
    void whatIsWrittenIsReadBackToTheBit() throws Exception {
        List<Tensor> layout = Safetensors.layOut(List.of(
                new Tensor("weight", Type.F32, List.of(2L, 3L), 0),
                new Tensor("count", Type.I64, List.of(), 0),
                new Tensor("none", Type.F32, List.of(0L, 4L), 0)));
        ByteBuffer body = randomBytes(3, 8 + 2 * 3 * 4);
        write(METADATA, layout, body);

        Safetensors.Contents contents = Safetensors.read(file, MANY_BYTES);

        assertThat(contents.metadata()).containsAllEntriesOf(METADATA).containsKey("sha256");
        assertThat(contents.tensors()).containsExactlyInAnyOrderElementsOf(layout);
        assertThat(contents.body()).isEqualTo(body);
        for (Tensor tensor : layout) {
            assertThat(contents.bytes(tensor)).isEqualTo(body.slice(tensor.begin(), tensor.bytes()));
        }
    }

    @Test
    void widerTypesComeFirstSoThatAllAreAligned() {
        long seed = System.nanoTime();
        System.out.println("SafetensorsTest seed " + seed);
        Random random = new Random(seed);
        List<Tensor> shapes = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            Type type = Type.values()[random.nextInt(Type.values().length)];
            shapes.add(new Tensor("t" + i, type, List.of((long) random.nextInt(4), (long) random.nextInt(4)), 0));
        }

        List<Tensor> layout = Safetensors.layOut(shapes);

        assertThat(layout).extracting(Tensor::name).containsExactlyInAnyOrderElementsOf(names(shapes));
        int end = 0;
        int width = Long.BYTES;
        for (Tensor tensor : layout) {
            assertThat(tensor.begin()).isEqualTo(end);
            assertThat(tensor.begin() % tensor.type().bytes).as(tensor.name()).isZero();
            assertThat(tensor.type().bytes).isLessThanOrEqualTo(width);
            end = tensor.end();
            width = tensor.type().bytes;
        }
    }

    @Test
    void theHeaderIsPaddedToEightAndBeginsWithTheMetadata() throws Exception {
        for (int length = 1; length <= 16; length++) {
            List<Tensor> layout = List.of(new Tensor("x".repeat(length), Type.F32, List.of(1L), 0));
            write(METADATA, layout, ByteBuffer.allocate(4));

            byte[] bytes = Files.readAllBytes(file);
            int headerBytes =
                    (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
            String header = new String(bytes, Long.BYTES, headerBytes, StandardCharsets.UTF_8);

            assertThat(headerBytes % 8).isZero();
            assertThat(header).startsWith("{\"__metadata__\":{").matches("(?s).*}} {0,7}");
            assertThat(JsonParser.parseString(header)
                            .getAsJsonObject()
                            .getAsJsonObject("x".repeat(length))
                            .toString())
                    .isEqualTo("{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}");
        }
    }

    @Test
    void aFileOfTheReferenceImplementationIsRead() throws Exception {
        ByteBuffer body = randomBytes(5, 16);
        raw(
                """
                {"__metadata__":{"format":"pt"},"num":{"dtype":"I64","shape":[],"data_offsets":[0,8]},\
                "b":{"dtype":"F32","shape":[2,1],"data_offsets":[8,16]},\
                "empty":{"dtype":"F32","shape":[0],"data_offsets":[16,16]}}"""
                        + " ".repeat(5),
                body);

        Safetensors.Contents contents = Safetensors.read(file, 16);

        assertThat(contents.metadata()).isEqualTo(Map.of("format", "pt"));
        assertThat(contents.tensors())
                .containsExactly(
                        new Tensor("num", Type.I64, List.of(), 0),
                        new Tensor("b", Type.F32, List.of(2L, 1L), 8),
                        new Tensor("empty", Type.F32, List.of(0L), 16));
        assertThat(contents.bytes(contents.tensors().get(1))).isEqualTo(body.slice(8, 8));
    }

    @Test
    void aFileWithoutMetadataIsRead() throws Exception {
        raw("{\"b\":{\"data_offsets\":[0,4],\"shape\":[1],\"dtype\":\"F32\"}}", ByteBuffer.allocate(4));
        assertThat(Safetensors.read(file, 4).tensors()).hasSize(1);
    }

    @Test
    void aFileThatIsCutAnywhereIsRefused() throws Exception {
        byte[] whole = sample();
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertRefused("it");
        }
    }

    @Test
    void aFileThatGoesOnIsRefused() throws Exception {
        byte[] whole = sample();
        Files.write(file, Arrays.copyOf(whole, whole.length + 1));
        assertRefused("describes 32 bytes of tensors, the file holds 33");
    }

    /** Only a flip that renames the digest can make the file look like another program's, which has none. */
    @Test
    void aFlippedBitIsFound() throws Exception {
        byte[] whole = sample();
        for (int bit = 0; bit < 8 * whole.length; bit++) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file, flipped);
            try {
                assertThat(Safetensors.read(file, MANY_BYTES).metadata())
                        .as("bit %d", bit)
                        .doesNotContainKey("sha256");
            } catch (CheckpointException e) {
                assertSays(e);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {10_000_000_000L, Long.MAX_VALUE, -1, Long.MIN_VALUE, 0, 1, 1L << 32, 1_000_000})
    void aHeaderLengthThatCannotBeIsRefusedBeforeAnythingIsAllocated(long length) throws Exception {
        byte[] bytes = sample();
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(0, length);
        Files.write(file, bytes);
        assertRefused(
                length == 1_000_000 ? "its header claims 1000000 bytes of a file of" : "it is no safetensors file");
    }

    /** As large as it says, and still nothing honest: a sparse file takes no room on the disk. */
    @Test
    void aHeaderOfTenGigabytesThatIsReallyThereIsRefused() throws Exception {
        long header = 10_000_000_000L;
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.write(ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(header)
                    .array());
            sparse.setLength(8 + header);
        }
        assertRefused("it is no safetensors file: its first 8 bytes are not the length of a header");
    }

    @Test
    void moreBytesThanTheCallerHasRoomForAreRefused() throws Exception {
        Files.write(file, sample());
        assertThatThrownBy(() -> Safetensors.read(file, 31))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("it holds 32 bytes of tensors, at most 31 fit");
    }

    /** Bodies have 8 bytes. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}} | overlap others or leave a gap",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}} | overlap others or leave a gap",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}} | overlap others or leave a gap",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}} | describes 4 bytes of tensors, the file holds 8",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,12]}} | describes 12 bytes of tensors, the file holds 8",
                "{} | describes 0 bytes of tensors, the file holds 8",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}} | 'a' has a negative shape",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[-2,-1],\"data_offsets\":[0,8]}} | 'a' has a negative shape",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}} | offsets that do not fit its shape",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[-8,0]}} | offsets that do not fit its shape",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}} | offsets that do not fit its shape",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,8]}} | is too large",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1073741824],\"data_offsets\":[0,4294967296]}} | is too large",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[9223372036854775800,9223372036854775807]}} | is too large",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[536870911],\"data_offsets\":[4,2147483648]}} | is too large",
                "{\"a\":{\"dtype\":\"BF16\",\"shape\":[4],\"data_offsets\":[0,8]}} | 'a' has the type BF16",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}} | names 'a' twice",
                "{\"__metadata__\":{},\"__metadata__\":{},\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}} | names '__metadata__' twice",
                "{\"a\":{\"dtype\":\"I64\",\"shape\":[2305843009213693952],\"data_offsets\":[0,0]}} | 'a' is too large",
                "{\"__metadata__\":{\"step\":\"1\",\"step\":\"2\"}} | its metadata names 'step' twice",
                "{\"__metadata__\":{\"sha256\":\"\"},\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}} | as its SHA-256 is none",
                "{\"__metadata__\":{\"sha256\":\"a\"},\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}} | as its SHA-256 is none",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2]}} | 'a' is not fully described",
                "{\"a\":{\"shape\":[2],\"data_offsets\":[0,8]}} | 'a' is not fully described",
                "{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,8]}} | 'a' is not fully described",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8,8]}} | 'a' is not fully described",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2.5],\"data_offsets\":[0,8]}} | not valid JSON of this format",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[null],\"data_offsets\":[0,8]}} | not valid JSON of this format",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":2,\"data_offsets\":[0,8]}} | not valid JSON of this format",
                "{\"__metadata__\":{\"a\":null}} | not valid JSON of this format",
                "{\"__metadata__\":[]} | not valid JSON of this format",
                "[] | not valid JSON of this format",
                "{\"a\" | not valid JSON of this format",
                "{a:1} | not valid JSON of this format",
                "{} {} | not valid JSON of this format",
                "nonsense | not valid JSON of this format",
            })
    void aHeaderThatDoesNotMakeSenseIsRefused(String header, String reason) throws Exception {
        raw(header, ByteBuffer.allocate(8));
        assertRefused(reason);
    }

    @Test
    void aHeaderOfAnotherEncodingIsRefused() throws Exception {
        raw("{\"na\u00efve\":1}".getBytes(StandardCharsets.ISO_8859_1), ByteBuffer.allocate(8));
        assertRefused("its header is not UTF-8");
    }

    @Test
    void aHeaderNestedWithoutEndIsRefused() throws Exception {
        raw("{\"a\":{\"extra\":" + "[".repeat(1_000_000), ByteBuffer.allocate(8));
        assertRefused("not valid JSON");
    }

    /** ESC, a bidirectional override, a line separator: a terminal obeys them, or shows another line than there is. */
    @Test
    void namesNeverReachATerminalRaw() throws Exception {
        raw(
                "{\"\\u001b[2J\\u202e\\u2028\\n" + "x".repeat(10_000)
                        + "\":{\"dtype\":\"\\u001b[31m\",\"shape\":[2],\"data_offsets\":[0,8]}}",
                ByteBuffer.allocate(8));
        CheckpointException refused = assertRefused("?[2J???x");
        assertThat(refused.getMessage()).hasSizeLessThan(1000);
    }

    @Test
    void aMissingFileAndAFolderAreRefused() throws Exception {
        assertRefused("it does not exist");
        Files.createDirectory(file);
        assertRefused("directory");
    }

    private byte[] sample() throws IOException {
        List<Tensor> layout = Safetensors.layOut(List.of(
                new Tensor("weight", Type.F32, List.of(2L, 3L), 0), new Tensor("count", Type.I64, List.of(), 0)));
        write(METADATA, layout, randomBytes(11, 32));
        return Files.readAllBytes(file);
    }

    private void write(Map<String, String> metadata, List<Tensor> layout, ByteBuffer body) throws IOException {
        DurableFile.replace(file, List.of(Safetensors.head(metadata, layout, body), body), () -> {});
    }

    private void raw(String header, ByteBuffer body) throws IOException {
        raw(header.getBytes(StandardCharsets.UTF_8), body);
    }

    private void raw(byte[] header, ByteBuffer body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .array());
        bytes.write(header);
        bytes.write(body.array());
        Files.write(file, bytes.toByteArray());
    }

    private CheckpointException assertRefused(String... reasons) {
        try {
            Safetensors.read(file, MANY_BYTES);
            throw new AssertionError("was read");
        } catch (CheckpointException e) {
            assertThat(e).hasMessageContainingAll(reasons);
            assertSays(e);
            return e;
        }
    }

    private void assertSays(CheckpointException refused) {
        assertThat(refused).hasMessageContainingAll("checkpoint " + file, " is refused: ");
        assertThat(refused.getMessage().chars()).noneMatch(c -> Character.isISOControl(c));
    }

    private static List<String> names(List<Tensor> tensors) {
        return tensors.stream().map(Tensor::name).toList();
    }

    private static ByteBuffer randomBytes(int seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return ByteBuffer.wrap(bytes);
    }
}
