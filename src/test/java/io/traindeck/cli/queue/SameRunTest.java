package io.traindeck.cli.queue;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunJson;
import io.traindeck.run.RunJsonTest;
import io.traindeck.run.RunTask;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dial that is off is not in run.json: the run that is there may have one that is not wanted. */
class SameRunTest {
    private static final String PLAIN = "{\"max_lr\":0.003}";
    private static final String SMOOTHED = "{\"max_lr\":0.003,\"label_smoothing\":0.1}";

    @TempDir
    private Path runs;

    @Test
    void aDialThatOneOfTheTwoDoesNotHaveMakesAnotherRun() throws Exception {
        RunFolder smoothed = made("smoothed", SMOOTHED);
        assertThatThrownBy(() -> same(smoothed, PLAIN))
                .hasMessage("run smoothed is there already, with --label-smoothing 0.1 where this sweep has none;"
                        + " choose another --name");
        assertThatCode(() -> same(smoothed, SMOOTHED)).doesNotThrowAnyException();

        RunFolder plain = made("plain", PLAIN);
        assertThatThrownBy(() -> same(plain, SMOOTHED))
                .hasMessage("run plain is there already, with --label-smoothing none where this sweep has 0.1;"
                        + " choose another --name");
        assertThatCode(() -> same(plain, PLAIN)).doesNotThrowAnyException();
    }

    /** The words of a command start another script in another folder. */
    @Test
    void aProgramIsTheSameInItsOwnFolderAlone() throws Exception {
        RunFolder folder = RunFolder.create(runs, "program");
        program("/home/a").write(folder.runJson());

        assertThatCode(() -> new SameRun("sweep").require(folder, program("/home/a")))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> new SameRun("sweep").require(folder, program("/home/b")))
                .hasMessage("run program is there already, with cwd /home/a where this sweep has /home/b;"
                        + " choose another --name");
    }

    private static RunJson program(String cwd) {
        RunTask.Program task = new RunTask.Program(List.of("python", "train.py"), cwd, null, null, null, null);
        return new RunJson("program", 1, task, RunJson.Trainer.thisProcess(Map.of()));
    }

    private static void same(RunFolder folder, String dials) throws Exception {
        new SameRun("sweep").require(folder, json(folder.name(), dials));
    }

    private RunFolder made(String name, String dials) throws Exception {
        RunFolder folder = RunFolder.create(runs, name);
        json(name, dials).write(folder.runJson());
        return folder;
    }

    private static RunJson json(String name, String dials) {
        JsonObject parsed = JsonParser.parseString(dials).getAsJsonObject();
        return RunJsonTest.json(name, 1, new RunTask.Images("shapes", null, 0), parsed);
    }
}
