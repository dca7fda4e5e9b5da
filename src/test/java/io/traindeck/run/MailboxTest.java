package io.traindeck.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.traindeck.event.Command;
import io.traindeck.event.Request;
import io.traindeck.event.TrainEvent.CommandAnswered;
import io.traindeck.event.TrainEvent.CommandStatus;
import io.traindeck.text.Typed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailboxTest {
    private static final String PAUSE = "{\"id\":\"%s\",\"command\":\"pause\"}";

    @TempDir
    Path runs;

    private RunFolder run;
    private Path folder;
    private final List<Map.Entry<String, Command>> requests = Collections.synchronizedList(new ArrayList<>());
    private final List<CommandAnswered> refusals = Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void makeRun() throws RunException {
        run = RunFolder.create(runs, "a");
        folder = run.commands();
    }

    private Mailbox mailbox() {
        return new Mailbox(
                folder,
                request -> requests.add(Map.entry(request.id(), request.command())),
                refusals::add,
                () -> 99,
                request -> true);
    }

    private void put(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content);
    }

    private void takeAll(Mailbox mailbox) {
        while (mailbox.take()) {
            // Until there is no more.
        }
    }

    private List<String> left() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void aSentCommandIsOneFileAsTheFormatHasIt() throws Exception {
        String id = Mailbox.send(run, Command.CHECKPOINT);
        assertThat(left()).containsExactly(id + ".json");
        Path file = folder.resolve(id + ".json");
        assertThat(JsonParser.parseString(Files.readString(file)))
                .isEqualTo(JsonParser.parseString("{\"id\":\"" + id + "\",\"command\":\"checkpoint\"}"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void withoutTheFolderItSaysWhatToDo() throws Exception {
        Files.delete(folder);
        assertThatThrownBy(() -> Mailbox.send(run, Command.STOP))
                .isInstanceOf(RunException.class)
                .hasMessage("cannot send to run \"a\": no trainer is at work; start it again with: "
                        + Typed.command("resume", run.path().toString()));
        try (RunLock lock = RunLock.acquire(run.lock()).orElseThrow()) {
            assertThatThrownBy(() -> Mailbox.send(run, Command.STOP))
                    .hasMessage("cannot send to run \"a\": " + folder
                            + " is missing; make that folder, where its trainer looks for commands");
        }
    }

    @ParameterizedTest
    @EnumSource(value = Command.class, mode = EnumSource.Mode.EXCLUDE, names = "SET")
    void aCommandIsHandedOnOnceAndItsFileIsGone(Command command) throws Exception {
        Mailbox mailbox = mailbox();
        String id = Mailbox.send(run, command);
        mailbox.take();
        mailbox.take();
        assertThat(requests).containsExactly(Map.entry(id, command));
        assertThat(refusals).isEmpty();
        assertThat(left()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "max_lr,0.002,0.002",
        "max_lr,1e-3,0.001",
        "augment,true,true",
        "schedule,cosine,\"cosine\"",
        "x,NaN,\"NaN\""
    })
    void aDialIsSetByItsNameAndAValueAsAProgramWouldWriteIt(String dial, String typed, String value) throws Exception {
        List<Request> taken = new ArrayList<>();
        Mailbox mailbox = new Mailbox(folder, taken::add, refusals::add, () -> 99, request -> true);
        String id = Mailbox.send(run, new Request.Setting(dial, typed));
        JsonObject json = JsonParser.parseString(Files.readString(folder.resolve(id + ".json")))
                .getAsJsonObject();
        assertThat(json.get("dial").getAsString()).isEqualTo(dial);
        assertThat(json.get("value")).isEqualTo(JsonParser.parseString(value));
        mailbox.take();
        assertThat(taken).singleElement().satisfies(request -> {
            assertThat(request.command()).isEqualTo(Command.SET);
            assertThat(request.announcedAs()).isEqualTo("set:" + dial);
            assertThat(request.setting().dial()).isEqualTo(dial);
        });
        assertThat(refusals).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'id':'a','command':'set'}",
                "{'id':'a','command':'set','dial':'clip'}",
                "{'id':'a','command':'set','dial':'clip','value':null}",
                "{'id':'a','command':'set','dial':'clip','value':[1]}",
                "{'id':'a','command':'set','dial':7,'value':1}",
            })
    void aSettingWithoutDialOrValueIsRefused(String content) throws Exception {
        Mailbox mailbox = mailbox();
        put("a.json", content.replace('\'', '"'));
        mailbox.take();
        assertThat(requests).isEmpty();
        assertThat(refusals).singleElement().satisfies(refusal -> assertThat(refusal.reason())
                .startsWith("malformed: "));
    }

    @Test
    void anEmptyFileIsTheCommandThatItIsNamedAfterEachTimeItIsTouched() throws Exception {
        Mailbox mailbox = mailbox();
        for (Command command : List.of(Command.PAUSE, Command.RESUME, Command.PARK, Command.PAUSE)) {
            put(command.word(), "");
            mailbox.take();
        }
        assertThat(requests)
                .extracting(Map.Entry::getValue)
                .containsExactly(Command.PAUSE, Command.RESUME, Command.PARK, Command.PAUSE);
        assertThat(requests).extracting(Map.Entry::getKey).doesNotHaveDuplicates();
        assertThat(refusals).isEmpty();
        assertThat(left()).isEmpty();
    }

    @Test
    void anEmptyFileOfAnotherNameIsNoCommand() throws Exception {
        Mailbox mailbox = mailbox();
        for (String name : List.of("set", "halt", "PAUSE")) {
            put(name, "");
        }
        mailbox.take();
        assertThat(requests).isEmpty();
        assertThat(refusals).hasSize(3).allSatisfy(refusal -> assertThat(refusal.reason())
                .isEqualTo("no command: its name does not end in .json"));
    }

    @Test
    void commandsComeInOrderOfFileName() throws Exception {
        Mailbox mailbox = mailbox();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            ids.add(Mailbox.send(run, Command.PAUSE));
        }
        assertThat(ids).doesNotHaveDuplicates();
        put("0.json", PAUSE.formatted("first"));
        put("z.json", PAUSE.formatted("last"));
        mailbox.take();
        assertThat(requests)
                .extracting(Map.Entry::getKey)
                .startsWith("first")
                .endsWith("last")
                .hasSize(52);
        Collections.sort(ids);
        assertThat(requests.subList(1, 51)).extracting(Map.Entry::getKey).containsExactlyElementsOf(ids);
    }

    @Test
    void aCommandIsTakenBackUnlessATrainerWasFaster() throws Exception {
        String id = Mailbox.send(run, Command.PAUSE);
        assertThat(Mailbox.takeBack(run, id)).isTrue();
        assertThat(run.commands()).isEmptyDirectory();
        assertThat(Mailbox.takeBack(run, id)).isFalse();
    }

    @Test
    void idsSortByTime() throws Exception {
        String before = Mailbox.send(run, Command.PAUSE);
        String after = before;
        while (after.substring(0, 22).equals(before.substring(0, 22))) {
            after = Mailbox.send(run, Command.PAUSE);
        }
        assertThat(after).isGreaterThan(before);
    }

    @Test
    void whatWasSentBeforeTheTrainerStartedIsRefused() throws Exception {
        String early = Mailbox.send(run, Command.STOP);
        Mailbox mailbox = mailbox();
        String late = Mailbox.send(run, Command.PAUSE);
        mailbox.take();
        assertThat(refusals)
                .containsExactly(new CommandAnswered(
                        99, early, "stop", CommandStatus.REFUSED, "sent before this trainer started"));
        assertThat(requests).containsExactly(Map.entry(late, Command.PAUSE));
        assertThat(left()).isEmpty();
    }

    @Test
    void filesThatAreBeingWrittenAreLeftAlone() throws Exception {
        Mailbox mailbox = mailbox();
        put(".a.json", PAUSE.formatted("a"));
        put("b.json.tmp", PAUSE.formatted("b"));
        assertThat(mailbox.take()).isFalse();
        assertThat(requests).isEmpty();
        assertThat(refusals).isEmpty();
        assertThat(left()).hasSize(2);
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                arguments("", "malformed"),
                arguments("pause", "malformed"),
                arguments("[]", "malformed"),
                arguments("{\"id\":\"a\",\"command\":\"pause\"", "malformed"),
                arguments("{\"id\":\"a\",\"command\":\"pause\"} {}", "malformed"),
                arguments("{\"command\":\"pause\"}", "\"id\" is missing"),
                arguments("{\"id\":\"a\"}", "\"command\" is missing"),
                arguments("{\"id\":7,\"command\":\"pause\"}", "\"id\" is missing or no text"),
                arguments("{\"id\":\"a\",\"command\":null}", "\"command\" is missing or no text"),
                arguments("{\"id\":\"\",\"command\":\"pause\"}", "\"id\" must"),
                arguments("{\"id\":\"a\\u001b\",\"command\":\"pause\"}", "\"id\" must"),
                arguments("{\"id\":\"" + "x".repeat(101) + "\",\"command\":\"pause\"}", "\"id\" must"),
                arguments("{\"id\":\"a\",\"command\":\"PAUSE\"}", "unknown command; there are pause, resume"),
                arguments(PAUSE.formatted("a") + " ".repeat(CommandFile.MAX_BYTES), "larger than 4096 bytes"));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void whatIsNoCommandIsRefusedWithAReason(String content, String reason) throws Exception {
        Mailbox mailbox = mailbox();
        put("a.json", content);
        mailbox.take();
        assertRefused("a", reason);
        assertThat(left()).isEmpty();
    }

    private void assertRefused(String id, String reason) {
        assertThat(requests).isEmpty();
        assertThat(refusals).singleElement().satisfies(answer -> {
            assertThat(answer.id()).isEqualTo(id);
            assertThat(answer.status()).isEqualTo(CommandStatus.REFUSED);
            assertThat(answer.reason()).contains(reason);
        });
    }

    @Test
    void aWordThatIsNoCommandIsSafeToPrint() throws Exception {
        Mailbox mailbox = mailbox();
        put("a.json", "{\"id\":\"a\",\"command\":\"\\u001b[2J\"}");
        mailbox.take();
        assertRefused("a", "unknown command");
        assertThat(refusals.get(0).command()).isEqualTo("?[2J");
    }

    @Test
    void aFileOfAnotherKindIsRefused() throws Exception {
        Mailbox mailbox = mailbox();
        put("a", PAUSE.formatted("a"));
        mailbox.take();
        assertRefused("a", "does not end in .json");
        assertThat(left()).isEmpty();
    }

    @Test
    void aSymbolicLinkIsRemovedAndNotFollowed() throws Exception {
        Mailbox mailbox = mailbox();
        Path target = Files.writeString(runs.resolve("target.json"), PAUSE.formatted("a"));
        Files.createSymbolicLink(folder.resolve("a.json"), target);
        mailbox.take();
        assertRefused("a", "not a regular file");
        assertThat(left()).isEmpty();
        assertThat(target).exists();
    }

    @Test
    void aPipeIsRefusedWithoutWaitingForItsWriter() throws Exception {
        Mailbox mailbox = mailbox();
        Process mkfifo = new ProcessBuilder("mkfifo", folder.resolve("a.json").toString()).start();
        assertThat(mkfifo.waitFor()).isZero();
        mailbox.take();
        assertRefused("a", "not a regular file");
        assertThat(left()).isEmpty();
    }

    @Test
    void aFolderThatCannotBeRemovedIsRefusedOnce() throws Exception {
        Mailbox mailbox = mailbox();
        Files.createDirectories(folder.resolve("a.json").resolve("deep"));
        mailbox.take();
        mailbox.take();
        assertRefused("a", "not a regular file");
    }

    @Test
    void aFileThatCannotBeClaimedIsRefusedOnce() throws Exception {
        assumeThat(Files.isWritable(Path.of("/")))
                .as("run by root, whom no permission stops")
                .isFalse();
        Mailbox mailbox = mailbox();
        put("a.json", PAUSE.formatted("a"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-x------"));
        mailbox.take();
        mailbox.take();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        assertRefused("a", "cannot be claimed");
    }

    @Test
    void aFileOfSomebodyElseIsRefused() throws Exception {
        assumeThat(Files.isWritable(Path.of("/")))
                .as("run by root, who alone may give files away")
                .isTrue();
        Mailbox mailbox = mailbox();
        put("a.json", PAUSE.formatted("a"));
        Files.setOwner(
                folder.resolve("a.json"),
                folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
        mailbox.take();
        assertRefused("a", "nobody");
    }

    @Test
    void aNameThatIsNoTextIsRefusedToo() throws Exception {
        Mailbox mailbox = mailbox();
        Process touch = new ProcessBuilder("sh", "-c", "touch \"$(printf '\\377\\376.json')\"")
                .directory(folder.toFile())
                .start();
        assertThat(touch.waitFor()).isZero();
        mailbox.take();
        assertThat(refusals).hasSize(1);
        assertThat(left()).isEmpty();
    }

    @Test
    void junkByTheThousandIsTakenAPieceAtATimeAndHidesNoCommand() throws Exception {
        Mailbox mailbox = mailbox();
        for (int i = 0; i < 10_000; i++) {
            Files.createFile(folder.resolve("junk-" + i));
        }
        String id = Mailbox.send(run, Command.PAUSE);
        assertThat(mailbox.take()).isTrue();
        assertThat(requests).containsExactly(Map.entry(id, Command.PAUSE));
        assertThat(refusals).hasSize(Mailbox.MAX_TAKEN - 1);
        takeAll(mailbox);
        assertThat(refusals).hasSize(10_000);
        assertThat(left()).isEmpty();
    }

    @Test
    void twoTakersNeverTakeTheSame() throws Exception {
        List<Mailbox> takers = List.of(mailbox(), mailbox());
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            ids.add(Mailbox.send(run, Command.PAUSE));
        }
        List<Thread> threads =
                takers.stream().map(taker -> new Thread(() -> takeAll(taker))).toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        takers.forEach(this::takeAll);
        assertThat(requests).extracting(Map.Entry::getKey).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(refusals).isEmpty();
    }

    @Test
    void aFolderThatIsGoneHoldsNothingAndTakesNothing() throws Exception {
        Mailbox mailbox = mailbox();
        Files.delete(folder);
        assertThat(mailbox.take()).isFalse();
        assertThatThrownBy(() -> Mailbox.send(run, Command.PAUSE))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("\"a\"");
    }

    @Test
    void commandsOfAnotherProgramHideNoneOfOurs() throws Exception {
        Mailbox mailbox = new Mailbox(
                folder,
                request -> requests.add(Map.entry(request.id(), request.command())),
                refusals::add,
                () -> 99,
                request -> request.command() != Command.CHECKPOINT);
        for (int i = 0; i < 2 * Mailbox.MAX_TAKEN; i++) {
            Mailbox.send(run, Command.CHECKPOINT);
        }
        String first = Mailbox.send(run, Command.PAUSE);
        takeAll(mailbox);
        assertThat(requests).containsExactly(Map.entry(first, Command.PAUSE));
        String second = Mailbox.send(run, Command.STOP);
        takeAll(mailbox);
        assertThat(requests).hasSize(2).endsWith(Map.entry(second, Command.STOP));
        assertThat(refusals).isEmpty();
        assertThat(left()).hasSize(2 * Mailbox.MAX_TAKEN);
    }
}
