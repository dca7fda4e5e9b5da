package io.traindeck.cli;

import com.google.gson.JsonObject;
import io.traindeck.event.TrainEvent;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunJson;
import io.traindeck.train.Dials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/** Makes the folder of a new run: all that a trainer needs to start it. */
final class RunStarter {
    private final Path runsDir;
    private final InstantSource clock;

    RunStarter(Path runsDir, InstantSource clock) {
        this.runsDir = runsDir;
        this.clock = clock;
    }

    /** @param name the run's name; null for one made of data and recipe, with a number where that exists */
    RunFolder create(String name, DialOptions dialOptions, TrainOptions options) throws RunException, IOException {
        // All that can be wrong with the options is, before a folder is made.
        Dials dials = dialOptions.dials();
        DataChoice data = options.data();
        int threads = options.threads();
        JsonObject dialsJson = DialsJson.write(dials, options.checkpointEvery());

        RunFolder folder =
                RunFolder.create(runsDir, name != null ? name : freeName(data.name() + "-" + dialOptions.recipe()));
        RunJson json = new RunJson(
                TrainEvent.SCHEMA,
                folder.name(),
                clock.millis(),
                dialOptions.recipe(),
                data.name().toString(),
                data.dir().map(dir -> dir.toAbsolutePath().toString()).orElse(null),
                data.limit(),
                dials.seed(),
                options.device(),
                threads,
                RunJson.thisHost(),
                ProcessHandle.current().pid(),
                Versions.all(),
                dialsJson);
        try {
            json.write(folder.runJson());
        } catch (RunException e) {
            folder.removeIfNeverStarted();
            throw e;
        }
        return folder;
    }

    private String freeName(String base) {
        String name = base;
        for (int number = 2; Files.exists(runsDir.resolve(name)); number++) {
            name = base + "-" + number;
        }
        return name;
    }
}
