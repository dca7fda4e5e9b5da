package io.traindeck.run;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.event.Command;
import io.traindeck.event.TrainEvent.CommandAnswered;
import io.traindeck.testing.Patience;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailboxWatcherTest {
    @TempDir
    Path runs;

    private RunFolder run;
    private final BlockingQueue<Map.Entry<String, Command>> requests = new LinkedBlockingQueue<>();
    private final BlockingQueue<CommandAnswered> refusals = new LinkedBlockingQueue<>();

    @BeforeEach
    void makeRun() throws RunException {
        run = RunFolder.create(runs, "a");
    }

    private MailboxWatcher watcher() {
        return new MailboxWatcher(
                run, request -> requests.add(Map.entry(request.id(), request.command())), refusals::add, () -> 99);
    }

    private void takesWhatIsSent() throws Exception {
        for (Command command : EnumSet.complementOf(EnumSet.of(Command.SET))) {
            String id = Mailbox.send(run, command);
            assertThat(requests.poll(Patience.LIMIT.toSeconds(), SECONDS)).isEqualTo(Map.entry(id, command));
        }
        assertThat(refusals).isEmpty();
    }

    @Test
    void commandsAreTakenAsTheyArrive() throws Exception {
        try (MailboxWatcher watcher = watcher()) {
            takesWhatIsSent();
        }
    }

    @Test
    void commandsAreTakenWhereTheSystemCannotWatch() throws Exception {
        try (MailboxWatcher watcher = new MailboxWatcher(
                new Mailbox(
                        run.commands(),
                        request -> requests.add(Map.entry(request.id(), request.command())),
                        refusals::add,
                        () -> 99,
                        request -> true),
                Optional.empty())) {
            takesWhatIsSent();
        }
    }

    @Test
    void whatLayThereIsRefusedAtOnce() throws Exception {
        String id = Mailbox.send(run, Command.STOP);
        try (MailboxWatcher watcher = watcher()) {
            assertThat(refusals.poll(Patience.LIMIT.toSeconds(), SECONDS).id()).isEqualTo(id);
            takesWhatIsSent();
        }
    }

    @Test
    void aFolderThatComesBackIsWatchedAgain() throws Exception {
        try (MailboxWatcher watcher = watcher()) {
            takesWhatIsSent();
            Files.delete(run.commands());
            RunFiles.createFolder(run.commands());
            takesWhatIsSent();
        }
    }

    @Test
    void onceClosedItTakesNothing() throws Exception {
        watcher().close();
        String id = Mailbox.send(run, Command.PAUSE);
        assertThat(run.commands().resolve(id + ".json")).exists();
        assertThat(requests).isEmpty();
    }
}
