package io.traindeck.run;

import com.google.gson.JsonObject;
import io.traindeck.event.TrainEvent;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The task of a run, described in full, so that the run can be started again. */
public sealed interface RunTask {
    /**
     * The task of our own trainer.
     *
     * @param recipe name of the recipe
     * @param seed the seed of every random draw
     * @param dials the dials, as the trainer writes and reads them
     * @param parent the run that this one branched from; null if it is no branch
     */
    record Training(
            String recipe,
            @RecordJson.Inline Images images,
            long seed,
            @RecordJson.Inline Engine engine,
            JsonObject dials,
            @RecordJson.MayBeNull TrainEvent.Parent parent)
            implements RunTask {
        public Training {
            dials = dials.deepCopy();
        }

        /** A run that is no branch. */
        public Training(String recipe, Images images, long seed, Engine engine, JsonObject dials) {
            this(recipe, images, seed, engine, dials, null);
        }

        /** A branch of this run, with dials of its own. */
        public Training branch(JsonObject otherDials, TrainEvent.Parent from) {
            return new Training(recipe, images, seed, engine, otherDials, from);
        }

        /** Returns this training of a branch whose parent has another name now. */
        Training withParentNamed(String name) {
            return new Training(recipe, images, seed, engine, dials, new TrainEvent.Parent(name, parent.step()));
        }

        /** Returns this training, with its images as {@code other} describes them. */
        public Training withImages(Images other) {
            return new Training(recipe, other, seed, engine, dials, parent);
        }

        /** Returns this training, with so many threads of the engine's CPU kernels. */
        Training withThreads(int number) {
            return new Training(recipe, images, seed, new Engine(engine.device(), number), dials, parent);
        }
    }

    /**
     * The images to train on.
     *
     * @param data name of the data set
     * @param dataDir the folder of its files; null if it needs none
     * @param limit training images taken of the set; 0 for all
     * @param dataDigest the SHA-256 of all images and labels taken, in hexadecimal digits; null before the run has begun
     */
    record Images(
            String data, @RecordJson.MayBeNull String dataDir, int limit, @RecordJson.MayBeNull String dataDigest) {
        /** Images that nobody has read yet. */
        public Images(String data, String dataDir, int limit) {
            this(data, dataDir, limit, null);
        }

        /** Returns these images in another folder. */
        public Images in(String otherDir) {
            return new Images(data, otherDir, limit, dataDigest);
        }

        /** Returns these images, after they were read. */
        public Images withDigest(String digest) {
            return new Images(data, dataDir, limit, digest);
        }
    }

    /**
     * The engine that computes.
     *
     * @param threads threads of its CPU kernels
     */
    record Engine(String device, int threads) {}

    /**
     * The task of another's program, which runs under our supervisor or alone.
     *
     * @param command the program and its arguments
     * @param cwd the folder in which it is started
     * @param git the commit of that folder, with {@code -dirty} after it if files were changed since; null if it is
     *     under no version control
     * @param logs the files or folders to which it writes what it measures, as the user named them; empty if only what
     *     it prints is read
     * @param on the signals that make it obey a command, by the command's word
     * @param environment the variables of the shell in which it was first started that decide what it finds; empty if
     *     none were kept
     * @param process the program as our supervisor has started it last; null before the first time, and if it runs alone
     */
    record Program(
            List<String> command,
            String cwd,
            @RecordJson.MayBeNull String git,
            @RecordJson.MayBeNull List<String> logs,
            @RecordJson.MayBeNull Map<String, String> on,
            @RecordJson.MayBeNull Map<String, String> environment,
            @RecordJson.MayBeNull StartedProcess process)
            implements RunTask {
        /** The variable in the environment of the program that names its run folder. */
        public static final String FOLDER_VARIABLE = "TRAINDECK_RUN";

        /** The variable in the environment of the program that names the checkpoint to go on from. */
        public static final String RESUME_VARIABLE = "TRAINDECK_RESUME";

        public Program {
            command = List.copyOf(command);
            logs = logs == null ? List.of() : List.copyOf(logs);
            on = on == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(on));
            environment =
                    environment == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(environment));
        }

        /** A program that is started with the variables of whoever starts it. */
        public Program(
                List<String> command,
                String cwd,
                String git,
                List<String> logs,
                Map<String, String> on,
                StartedProcess process) {
            this(command, cwd, git, logs, on, Map.of(), process);
        }

        /** Returns this program as it is started at that commit; {@code process} is null as long as it is not. */
        public Program begun(String commit, StartedProcess newProcess) {
            return new Program(command, cwd, commit, logs, on, environment, newProcess);
        }
    }
}
