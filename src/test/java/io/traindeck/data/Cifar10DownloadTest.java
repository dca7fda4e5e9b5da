package io.traindeck.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.traindeck.data.Cifar10Download.Archive;
import io.traindeck.data.Cifar10Download.Progress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Cifar10DownloadTest {
    private static final int RECORDS = 20;
    private static final Progress SILENT = (bytes, total) -> {};

    @TempDir
    Path home;

    private Path cache;
    private Path part;
    private byte[] archive;
    private ArchiveServer server;

    @BeforeEach
    void serve() throws IOException {
        cache = home.resolve("caches/traindeck");
        part = cache.resolve("cifar-10-binary.tar.gz.part");
        archive = Cifar10Files.archive(entries());
        server = new ArchiveServer(archive);
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void downloadsOnceThenTakesWhatIsThere() throws Exception {
        List<Long> progress = new ArrayList<>();
        Path folder = download().fetch((bytes, total) -> {
            assertThat(total).isEqualTo(archive.length);
            progress.add(bytes);
        });

        assertHoldsTheSixFiles(folder);
        assertThat(progress).isSorted().endsWith((long) archive.length);
        assertThat(files(cache)).containsExactlyInAnyOrder("cifar-10-batches-bin", "cifar-10.lock");
        assertThat(download().fetch(SILENT)).isEqualTo(folder);
        assertThat(server.requestedRanges()).containsExactly("none");
    }

    @Test
    void goesOnWhereAnEarlierDownloadStopped() throws Exception {
        leavePart(Arrays.copyOf(archive, 1000));

        assertHoldsTheSixFiles(download().fetch(SILENT));
        assertThat(server.requestedRanges()).containsExactly("bytes=1000-");
    }

    @Test
    void goesOnByItselfAfterAConnectionIsCut() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        server.cutAfter(archive.length / 2, arrived);

        assertHoldsTheSixFiles(download().fetch((bytes, total) -> {
            if (bytes == archive.length / 2) {
                arrived.countDown();
            }
        }));
        assertThat(server.requestedRanges()).containsExactly("none", "bytes=" + archive.length / 2 + "-");
    }

    @Test
    void startsOverWhereTheServerKnowsNoRanges() throws Exception {
        server.ignoreRanges();
        leavePart(new byte[1000]);

        assertHoldsTheSixFiles(download().fetch(SILENT));
    }

    @Test
    void startsOverWhereThePartIsLongerThanTheWhole() throws Exception {
        leavePart(new byte[archive.length + 1]);

        assertHoldsTheSixFiles(download().fetch(SILENT));
        assertThat(server.requestedRanges()).containsExactly("none");
    }

    @Test
    void unpacksAPartThatIsWhole() throws Exception {
        leavePart(archive);

        assertHoldsTheSixFiles(download().fetch(SILENT));
        assertThat(server.requestedRanges()).isEmpty();
    }

    @Test
    void refusesAFileWithAnotherHashBeforeItIsUnpacked() {
        Archive other = new Archive(server.uri(), archive.length, "0".repeat(64));

        assertRefused(new Cifar10Download(cache, other), "its SHA-256 is", "try again");
        assertThat(files(cache)).containsExactly("cifar-10.lock");
    }

    @Test
    void keepsAPartWhoseServerSendsSomethingElse() throws Exception {
        leavePart(Arrays.copyOf(archive, 1000));
        server.ignoreRanges();
        Archive longer = new Archive(server.uri(), archive.length + 10, "0".repeat(64));

        assertRefused(new Cifar10Download(cache, longer), archive.length + " bytes instead of", "log-in page");
        assertThat(part).hasSize(1000);
    }

    @Test
    void saysWhichStatusTheServerAnsweredWith() throws Exception {
        leavePart(Arrays.copyOf(archive, 1000));
        URI missing = server.uri().resolve("/missing");

        assertRefused(new Cifar10Download(cache, new Archive(missing, 5000, "")), missing.toString(), "status 404");
        assertThat(part).hasSize(1000);
    }

    @Test
    void saysThatThereIsNoConnection() {
        server.close();

        assertRefused(download(), "cannot download " + server.uri(), "try again later");
    }

    @Test
    void namesTheProxyThatItGoesThrough() throws IOException {
        server.close();
        InetSocketAddress proxy =
                new InetSocketAddress("127.0.0.1", server.uri().getPort());
        Files.createDirectories(cache);
        URI elsewhere = URI.create("http://images.invalid/cifar");

        assertThatThrownBy(() -> new ResumableDownload(elsewhere, 1000, part, ProxySelector.of(proxy)).run(SILENT))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("cannot download http://images.invalid/cifar through the proxy 127.0.0.1:"
                        + proxy.getPort() + ": ");
    }

    @Test
    void saysHowMuchSpaceIsMissing() {
        Archive huge = new Archive(server.uri(), Long.MAX_VALUE / 2, "");

        assertRefused(new Cifar10Download(cache, huge), "not enough space", cache.toString(), "MB needed");
        assertThat(server.requestedRanges()).isEmpty();
    }

    @Test
    void saysThatTheCacheCannotBeMade() throws Exception {
        Path file = Files.createFile(home.resolve("file"));

        assertRefused(
                new Cifar10Download(file.resolve("traindeck"), archive()), "cannot write " + file, "XDG_CACHE_HOME");
        assertRefused(new Cifar10Download(file, archive()), "cannot write " + file, "XDG_CACHE_HOME");
    }

    @Test
    void takesNoPathFromTheArchive() throws Exception {
        byte[] evil = {1, 2, 3};
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("../evil", evil);
        entries.put("cifar-10-batches-bin/../../evil", evil);
        entries.put("cifar-10-batches-bin/../data_batch_1.bin", evil);
        entries.put(home.resolve("evil").toString(), evil);
        entries.put("cifar-10-batches-bin/evil", evil);
        entries.putAll(entries());
        serveInstead(entries);

        assertHoldsTheSixFiles(download().fetch(SILENT));
        try (Stream<Path> all = Files.walk(home)) {
            assertThat(all.map(path -> path.getFileName().toString())).doesNotContain("evil");
        }
    }

    @Test
    void refusesAnArchiveThatLacksAFile() throws Exception {
        Map<String, byte[]> entries = entries();
        entries.remove("cifar-10-batches-bin/data_batch_3.bin");
        serveInstead(entries);

        assertRefused(download(), "lacks data_batch_3.bin");
        assertThat(cache.resolve("cifar-10-batches-bin")).doesNotExist();
    }

    @Test
    void canBeInterruptedAndThenGoOn() throws Exception {
        server.stallAfter(archive.length / 2);
        Thread self = Thread.currentThread();

        assertThatThrownBy(() -> download().fetch((bytes, total) -> {
                    if (bytes == archive.length / 2) {
                        self.interrupt();
                    }
                }))
                .isInstanceOf(InterruptedException.class);

        assertThat(part).hasSize(archive.length / 2);
        server.serveNormally();
        assertHoldsTheSixFiles(download().fetch(SILENT));
        assertThat(server.requestedRanges()).containsExactly("none", "bytes=" + archive.length / 2 + "-");
    }

    @Test
    void leavesADownloadOfAnotherProcessAlone() throws Exception {
        Files.createDirectories(cache);
        try (FileChannel channel = FileChannel.open(
                        cache.resolve("cifar-10.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assertThat(lock.isValid()).isTrue();
            assertRefused(download(), "another process");
        }
        assertHoldsTheSixFiles(download().fetch(SILENT));
    }

    @Test
    void waitsForTheDownloadOfAnotherProcessAndTellsHowFarItIs() throws Exception {
        Path python = Path.of("/usr/bin/python3");
        assumeTrue(Files.isExecutable(python), "skipped: python3, which plays the other process, is not installed");
        Files.createDirectories(cache);
        String holdsTheLock =
                "import fcntl, sys; f = open(sys.argv[1], 'w'); fcntl.lockf(f, fcntl.LOCK_EX); print(1, flush=True);"
                        + " sys.stdin.read()";
        Process other = new ProcessBuilder(
                        python.toString(),
                        "-c",
                        holdsTheLock,
                        cache.resolve("cifar-10.lock").toString())
                .start();
        try {
            assertThat(other.getInputStream().read()).isEqualTo('1');
            List<Long> told = new ArrayList<>();
            Path fetched = download().fetch((bytes, total) -> {
                told.add(bytes);
                other.destroy(); // It has been waited for.
            });
            assertHoldsTheSixFiles(fetched);
            assertThat(told).first().isEqualTo(0L);
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void saysHowToGetRidOfADamagedCopyInTheCache() throws Exception {
        Path folder = download().fetch(SILENT);

        assertThatThrownBy(() -> Cifar10.loadOrDownload(Optional.empty(), download(), SILENT))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("ends after record 20 of 10000")
                .hasMessageContaining("delete " + folder + " to download it anew");
    }

    /** Java calls the home of a user whom the system does not know a question mark. */
    @Test
    void makesNoFolderWhereNobodyHasAHome() {
        Path nowhere = Path.of("?", ".cache", "traindeck");
        assertThatThrownBy(() -> new Cifar10Download(nowhere, archive()).fetch(SILENT))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("set XDG_CACHE_HOME");
        assertThat(Path.of("?")).doesNotExist();
    }

    @Test
    void cacheFolderFollowsTheXdgRules() {
        Path inHome = Path.of(System.getProperty("user.home"), ".cache", "traindeck");
        assertThat(Cifar10Download.cacheFolder(Map.of("XDG_CACHE_HOME", "/big")))
                .isEqualTo(Path.of("/big/traindeck"));
        assertThat(Cifar10Download.cacheFolder(Map.of())).isEqualTo(inHome);
        assertThat(Cifar10Download.cacheFolder(Map.of("XDG_CACHE_HOME", ""))).isEqualTo(inHome);
        assertThat(Cifar10Download.cacheFolder(Map.of("XDG_CACHE_HOME", "relative")))
                .isEqualTo(inHome);
    }

    private void serveInstead(Map<String, byte[]> entries) throws IOException {
        server.close();
        archive = Cifar10Files.archive(entries);
        server = new ArchiveServer(archive);
    }

    private void leavePart(byte[] bytes) throws IOException {
        Files.createDirectories(cache);
        Files.write(part, bytes);
    }

    private Cifar10Download download() {
        return new Cifar10Download(cache, archive());
    }

    private Archive archive() {
        return new Archive(server.uri(), archive.length, sha256(archive));
    }

    private static void assertRefused(Cifar10Download download, String... inMessage) {
        assertThatThrownBy(() -> download.fetch(SILENT))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll(inMessage)
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
    }

    private static void assertHoldsTheSixFiles(Path folder) throws IOException {
        assertThat(files(folder)).containsExactlyInAnyOrderElementsOf(Cifar10Unpacker.NAMES);
        for (String name : Cifar10Unpacker.NAMES) {
            assertThat(Files.readAllBytes(folder.resolve(name))).isEqualTo(Cifar10Files.records(name, RECORDS));
        }
    }

    private static Map<String, byte[]> entries() {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        for (String name : Cifar10Unpacker.NAMES) {
            entries.put("cifar-10-batches-bin/" + name, Cifar10Files.records(name, RECORDS));
        }
        return entries;
    }

    private static List<String> files(Path folder) {
        return List.of(folder.toFile().list());
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
