package io.traindeck.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traindeck.event.TrainEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdleRunTest {
    @TempDir
    Path dir;

    private RunFolder run;

    @BeforeEach
    void makeRun() throws Exception {
        run = RunFolder.create(dir, "old");
        RunJsonTest.json("old", 1, null).write(run.runJson());
        Files.writeString(run.events(), "{\"event\":\"step\",\"time_ms\":2,\"step\":1,\"loss\":0.5}\n");
        Files.writeString(run.checkpoints().resolve("last.safetensors"), "weights");
        Files.createDirectory(run.checkpoints().resolve("ring"));
        Files.writeString(run.checkpoints().resolve("ring/8.safetensors"), "weights");
    }

    private int delete() throws RunException {
        try (IdleRun idle = IdleRun.of(run)) {
            return idle.delete();
        }
    }

    private RunFolder rename(String name) throws RunException {
        try (IdleRun idle = IdleRun.of(run)) {
            return idle.rename(name);
        }
    }

    @Test
    void aDeletedRunLeavesNothing() throws Exception {
        long log = Files.size(run.events()) + Files.size(run.runJson());
        assertThat(RunSize.of(run)).isEqualTo(new RunSize(log + 14, 2));
        assertThat(delete()).isZero();
        assertThat(dir).isEmptyDirectory();
    }

    @Test
    void whatSomebodyElsePutThereStays() throws Exception {
        Path notes = Files.writeString(run.path().resolve("notes.txt"), "mine");
        assertThat(delete()).isEqualTo(1);
        assertThat(notes).hasContent("mine");
        assertThat(run.isRun()).isFalse();
    }

    @Test
    void whatLinksLeadToStaysAndCountsForNothing() throws Exception {
        Path elsewhere = Files.createDirectory(dir.resolve("elsewhere"));
        Path weights = Files.writeString(elsewhere.resolve("weights"), "precious");
        Files.createSymbolicLink(run.checkpoints().resolve("best.safetensors"), weights);
        Files.createSymbolicLink(run.checkpoints().resolve("shared"), elsewhere);
        Files.delete(run.commands());
        Files.createSymbolicLink(run.commands(), elsewhere);
        assertThat(RunSize.of(run).checkpoints()).isEqualTo(2);
        assertThat(delete()).isZero();
        assertThat(run.path()).doesNotExist();
        assertThat(weights).hasContent("precious");
    }

    @Test
    void aFolderThatIsALinkIsLeftAlone() throws Exception {
        RunFolder link = new RunFolder(Files.createSymbolicLink(dir.resolve("link"), run.path()));
        assertThatThrownBy(() -> IdleRun.of(link))
                .hasMessage(link.path() + " is a symbolic link; go to where the run really is");
    }

    @Test
    void whereSomebodyTrainsNothingIsTouched() throws Exception {
        try (RunLock trainer = RunLock.acquire(run.lock()).orElseThrow()) {
            assertThatThrownBy(() -> IdleRun.of(run)).hasMessage("somebody trains old: stop it first");
        }
        assertThat(run.events()).exists();
    }

    @Test
    void nobodyBeginsToTrainMeanwhile() throws Exception {
        try (IdleRun idle = IdleRun.of(run)) {
            assertThat(run.isLive()).isTrue();
        }
        assertThat(run.isLive()).isFalse();
    }

    @Test
    void runJsonFollowsTheNewName() throws Exception {
        RunFolder renamed = rename("new");
        assertThat(run.path()).doesNotExist();
        assertThat(RunJson.read(renamed.runJson()).run()).isEqualTo("new");
        assertThat(renamed.checkpoints().resolve("ring/8.safetensors")).exists();
        assertThat(renamed.isLive()).isFalse();
    }

    @Test
    void aLogAloneIsRenamedToo() throws Exception {
        Files.delete(run.runJson());
        assertThat(rename("new").runJson()).doesNotExist();
    }

    @Test
    void namesThatAreTakenOrNoneAreRefused() throws Exception {
        Path taken = Files.createDirectory(dir.resolve("taken"));
        assertThatThrownBy(() -> rename("taken")).hasMessage("there is a " + taken + " already; choose another name");
        assertThatThrownBy(() -> rename("old")).hasMessageContaining("already");
        assertThatThrownBy(() -> rename("../out")).hasMessageContaining("cannot be the name of a run");
        assertThatThrownBy(() -> rename("")).hasMessageContaining("it is empty");
        assertThat(RunJson.read(run.runJson()).run()).isEqualTo("old");
    }

    private RunFolder branch(String name) throws Exception {
        RunFolder branch = RunFolder.create(dir, name);
        RunJson json = RunJsonTest.json(name, 2, null);
        RunTask.Training training = json.training();
        json.with(training.branch(training.dials(), new TrainEvent.Parent("old", 7)), json.trainer())
                .write(branch.runJson());
        return branch;
    }

    @Test
    void theBranchesOfARenamedRunAreTold() throws Exception {
        RunFolder branch = branch("branch");
        RunFolder trained = branch("trained");
        RunFolder other = RunFolder.create(dir, "other");
        RunJsonTest.json("other", 3, null).write(other.runJson());
        byte[] untouched = Files.readAllBytes(trained.runJson());
        try (RunLock trainer = RunLock.acquire(trained.lock()).orElseThrow()) {
            rename("new");
        }
        assertThat(RunJson.read(branch.runJson()).training().parent()).isEqualTo(new TrainEvent.Parent("new", 7));
        assertThat(Files.readAllBytes(trained.runJson()))
                .as("somebody is at work there")
                .isEqualTo(untouched);
        assertThat(RunJson.read(other.runJson()).training().parent()).isNull();
    }

    @Test
    void aBranchThatCannotBeToldKeepsNoOtherFromBeingTold() throws Exception {
        List<RunFolder> told = new ArrayList<>();
        // Nothing says in which order a folder is listed: that all of one sort come first is as good as impossible.
        for (int i = 0; i < 8; i++) {
            told.add(branch("told-" + i));
            Files.createDirectory(branch("locked-out-" + i).lock());
        }
        rename("new");
        for (RunFolder branch : told) {
            assertThat(RunJson.read(branch.runJson()).training().parent()).isEqualTo(new TrainEvent.Parent("new", 7));
        }
    }

    @Test
    void ifRunJsonCannotFollowNothingChanges() throws Exception {
        RunFolder branch = branch("branch");
        Path inTheWay = Files.createDirectory(RunFiles.temporary(run.runJson()));
        Files.createFile(inTheWay.resolve("something"));
        assertThatThrownBy(() -> rename("new")).hasMessageContaining("cannot write ");
        assertThat(RunJson.read(run.runJson()).run()).isEqualTo("old");
        assertThat(dir.resolve("new")).doesNotExist();
        assertThat(RunJson.read(branch.runJson()).training().parent()).isEqualTo(new TrainEvent.Parent("old", 7));
    }
}
