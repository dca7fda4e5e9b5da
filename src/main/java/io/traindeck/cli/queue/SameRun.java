package io.traindeck.cli.queue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.traindeck.cli.option.CliException;
import io.traindeck.cli.option.DialsJson;
import io.traindeck.cli.option.TrainOptions;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import io.traindeck.run.RunJson;
import io.traindeck.run.RunTask;
import io.traindeck.text.Safe;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Checks that a run that is there already is the one that is wanted; else its figures would compare nothing.
 *
 * @param what the command that wants it, such as {@code ablation}
 */
record SameRun(String what) {
    /** What run.json tells and no option with a value sets. */
    private static final Set<String> NO_OPTIONS =
            Set.of("batch_norm", "augment", "eval_flip", "dirac_init", "whitening_init", "cwd");

    /**
     * Looks at the run that is there.
     *
     * @param wanted the run as it would be made if it were not there
     * @throws CliException naming the first thing that differs
     */
    void require(RunFolder folder, RunJson wanted) throws CliException, RunException {
        RunJson found = RunJson.read(folder.runJson());
        if (wanted.program().isEmpty()) {
            require(folder, found.training(), wanted.training());
            return;
        }
        RunTask.Program program = wanted.program().get();
        if (!found.program().map(RunTask.Program::command).equals(Optional.of(program.command()))) {
            throw new CliException("run " + folder.name() + " is there already, and does not run the same command;"
                    + " choose another --name");
        }
        // The same words start another program in another folder.
        require(folder, "cwd", found.program().get().cwd(), program.cwd());
    }

    private void require(RunFolder folder, RunTask.Training found, RunTask.Training wanted) throws CliException {
        require(folder, "data", found.images().data(), wanted.images().data());
        require(folder, "data_dir", found.images().dataDir(), wanted.images().dataDir());
        require(folder, "limit", limit(found), limit(wanted));
        // If the choice was left to the trainer, run.json has the trainer's choice.
        if (!wanted.engine().device().equals(TrainOptions.Device.auto.name())) {
            require(folder, "device", found.engine().device(), wanted.engine().device());
        }
        if (wanted.engine().threads() != 0) {
            require(folder, "threads", found.engine().threads(), wanted.engine().threads());
        }
        Set<String> names = new LinkedHashSet<>(dials(wanted).keySet());
        // A dial that is off may be missing in one of the two.
        names.addAll(dials(found).keySet());
        for (String dial : names) {
            require(folder, dial, dials(found).get(dial), dials(wanted).get(dial));
        }
    }

    /** The dials that decide what a run computes; how often it saves does not. */
    private static JsonObject dials(RunTask.Training training) {
        JsonObject dials = training.dials().deepCopy();
        dials.remove(DialsJson.CHECKPOINT_EVERY);
        return dials;
    }

    private static Object limit(RunTask.Training training) {
        return training.images().limit() == 0 ? null : training.images().limit();
    }

    /** Returns the option that sets a dial, if there is one with a value; else the dial's name. */
    private static String option(String name) {
        return NO_OPTIONS.contains(name) ? name : "--" + name.replace('_', '-');
    }

    private static String text(Object value) {
        if (value == null) {
            return "none";
        }
        if (value instanceof JsonArray array) {
            return array.asList().stream().map(SameRun::text).collect(Collectors.joining(","));
        }
        return value instanceof JsonPrimitive primitive ? primitive.getAsString() : value.toString();
    }

    private void require(RunFolder folder, String name, Object found, Object wanted) throws CliException {
        if (!Objects.equals(found, wanted)) {
            throw new CliException("run " + folder.name() + " is there already, with " + option(name) + " "
                    + Safe.forLine(text(found)) + " where this " + what + " has " + text(wanted)
                    + "; choose another --name");
        }
    }
}
