package io.traindeck.supervise;

import io.traindeck.machine.UsersEnvironment;
import io.traindeck.run.RunTask;
import io.traindeck.text.SearchPath;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The variables of the shell in which a program was first started that decide which program a name stands for, and what
 * it finds: whoever starts it again may do so from another shell. All others may hold secrets, and are not kept.
 */
public final class ShellVariables {
    private static final String PATH = "PATH";

    /** Those that belong to the program and the libraries that it was started with. */
    private static final List<String> OF_PROGRAM =
            List.of(PATH, "VIRTUAL_ENV", "CONDA_PREFIX", "CONDA_DEFAULT_ENV", "PYTHONPATH", "LD_LIBRARY_PATH");

    /** The choice of GPUs, which a shell or a job may make anew. */
    private static final String GPUS = "CUDA_VISIBLE_DEVICES";

    private ShellVariables() {}

    /** Returns those of this process, as its user has set them. */
    public static Map<String, String> present() {
        Map<String, String> all = new LinkedHashMap<>(System.getenv());
        UsersEnvironment.restore(all);
        Map<String, String> kept = new LinkedHashMap<>();
        OF_PROGRAM.forEach(name -> keep(all, name, kept));
        keep(all, GPUS, kept);
        return kept;
    }

    private static void keep(Map<String, String> all, String name, Map<String, String> kept) {
        if (all.containsKey(name)) {
            kept.put(name, all.get(name));
        }
    }

    /**
     * Puts the variables that were kept in the place of the present ones.
     *
     * @param environment the variables that the program will have
     */
    static void restore(RunTask.Program task, Map<String, String> environment) {
        Map<String, String> kept = task.environment();
        if (!isOfUse(task)) {
            return;
        }
        for (String name : OF_PROGRAM) {
            if (kept.containsKey(name)) {
                environment.put(name, kept.get(name));
            } else {
                environment.remove(name);
            }
        }
        if (kept.containsKey(GPUS)) {
            environment.putIfAbsent(GPUS, kept.get(GPUS));
        }
    }

    /** Returns the folders in which the program is looked for; null if there are none. */
    static String path(RunTask.Program task) {
        return isOfUse(task) ? task.environment().get(PATH) : System.getenv(PATH);
    }

    /** Whether the program still is where it was: on another machine, or after a move, the present shell knows better. */
    private static boolean isOfUse(RunTask.Program task) {
        String program = task.command().get(0);
        String kept = task.environment().get(PATH);
        return kept != null
                && (program.contains("/") || SearchPath.find(kept, program).isPresent());
    }
}
