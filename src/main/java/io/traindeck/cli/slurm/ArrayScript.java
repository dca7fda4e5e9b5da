package io.traindeck.cli.slurm;

import io.traindeck.text.Shell;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The batch script of an array of jobs: each task goes on with one run, and puts itself back into the queue if it is
 * interrupted.
 *
 * @param name of the job
 * @param program how traindeck is started
 * @param runsDir the folder of the runs
 * @param runs the names of the runs, which have been made
 * @param atOnce how many tasks may run at once
 * @param threads CPUs of each task; 0 for as many as the cluster gives one
 */
public record ArrayScript(String name, List<String> program, Path runsDir, List<String> runs, int atOnce, int threads) {
    private static final String LIST_BEGINS = "<<'RUNS'";
    private static final String LIST_ENDS = "RUNS";

    private static final String TASK =
            """

            run=$(sed -n "${SLURM_ARRAY_TASK_ID}p" <<'RUNS'
            LIST
            RUNS
            )
            PROGRAM resume DIR/"$run" --plain &
            trainer=$!

            again=
            trap 'again=yes; kill -TERM "$trainer"' USR1 # before the time is up: Slurm tells this script alone
            trap : TERM # preempted or cancelled: Slurm tells the trainer too
            code=
            while [ -z "$code" ] || kill -0 "$trainer" 2>/dev/null; do # a signal ends a wait early
                wait "$trainer"
                code=$?
            done
            # Slurm itself requeues what it preempts, unless it is set to cancel it.
            if scontrol show job "$SLURM_JOB_ID" | grep -q 'PreemptTime=[0-9]'; then again=yes; fi
            # 75: another trainer is at work in this run, as where Slurm has given up a node that lives on.
            if [ -n "$again" ] && [ "$code" -eq 143 ] || [ "$code" -eq 75 ]; then
                exec scontrol requeue "${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID" # this task alone
            fi
            exit "$code"
            """;

    public ArrayScript {
        program = List.copyOf(program);
        runs = List.copyOf(runs);
    }

    /** The whole script. */
    public String text() {
        List<String> head = new ArrayList<>(List.of(
                "#!/bin/bash",
                "#SBATCH --job-name=" + name,
                "#SBATCH --array=1-" + runs.size() + "%" + atOnce,
                "#SBATCH --requeue",
                "#SBATCH --open-mode=append",
                "#SBATCH --output=\"" + runsDir.resolve(name + "-%A_%a.out") + "\"",
                "#SBATCH --signal=B:USR1@120"));
        if (threads > 0) {
            head.add("#SBATCH --cpus-per-task=" + threads);
        }
        String task = TASK.replace("LIST", String.join("\n", runs))
                .replace("PROGRAM", program.stream().map(Shell::quoted).collect(Collectors.joining(" ")))
                .replace("DIR", Shell.quoted(runsDir.toString()));
        return String.join("\n", head) + "\n" + task;
    }

    /** The names of the runs in a script, by task from 1. */
    static List<String> runsIn(String script) {
        List<String> lines = script.lines().toList();
        int begin = 0;
        while (begin < lines.size() && !lines.get(begin).endsWith(LIST_BEGINS)) {
            begin++;
        }
        int end = begin;
        while (end < lines.size() && !lines.get(end).equals(LIST_ENDS)) {
            end++;
        }
        return end < lines.size() ? lines.subList(begin + 1, end) : List.of();
    }
}
