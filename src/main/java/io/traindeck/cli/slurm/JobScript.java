package io.traindeck.cli.slurm;

import io.traindeck.text.Shell;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The batch script of a job, or of an array of jobs: each goes on with one run, and puts itself back into the queue if it
 * is interrupted.
 *
 * @param name the name of the job
 * @param program the words that start traindeck
 * @param runsDir the folder of the runs
 * @param runs the names of the runs, which have been made
 * @param atOnce how many tasks of the array may run at once; 0 for a single job, with the only run
 * @param threads CPUs of each task; 0 for as many as the cluster gives one
 * @param options further options of {@code resume}
 */
public record JobScript(
        String name,
        List<String> program,
        Path runsDir,
        List<String> runs,
        int atOnce,
        int threads,
        List<String> options) {
    /** No run can have this name, so none ends the list. */
    private static final String LIST_ENDS = "/RUNS";

    private static final String LIST_BEGINS = "<<'" + LIST_ENDS + "'";

    /** Its blanks are the names of the runs, one a line, the program, the folder of the runs, and further options. */
    private static final String TASK =
            """

            job=$SLURM_JOB_ID # a requeued job keeps its number
            [ -z "$SLURM_ARRAY_TASK_ID" ] || job=${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID
            run=$(sed -n "${SLURM_ARRAY_TASK_ID:-1}p" <<'/RUNS'
            %s
            /RUNS
            )
            %s resume %s/"$run" --plain%s &
            trainer=$!

            again=
            told=yes
            trap 'again=yes told=yes; kill -TERM "$trainer"' USR1 # before the time is up: Slurm tells this script alone
            trap told=yes TERM # preempted or cancelled: Slurm tells the trainer too
            while [ -n "$told" ]; do # a signal ends a wait early, with a status of its own
                told=
                wait "$trainer"
                code=$?
            done
            # Slurm itself requeues what it preempts, unless it is set to cancel it.
            if scontrol show job "$SLURM_JOB_ID" | grep -q 'PreemptTime=[0-9]'; then again=yes; fi
            # 75: another trainer is at work in this run, as where Slurm has given up a node that lives on.
            if [ -n "$again" ] && [ "$code" -eq 143 ] || [ "$code" -eq 75 ]; then
                exec scontrol requeue "$job" # of an array this task alone
            fi
            exit "$code"
            """;

    public JobScript {
        program = List.copyOf(program);
        runs = List.copyOf(runs);
        options = List.copyOf(options);
    }

    /** Returns the whole script. */
    public String text() {
        // Slurm puts the job's number and other things in the place of a percent sign and a letter.
        String output = runsDir.resolve(name).toString().replace("%", "%%") + (atOnce > 0 ? "-%A_%a.out" : "-%j.out");
        List<String> head = new ArrayList<>(List.of(
                "#!/bin/bash",
                "#SBATCH --job-name=" + name,
                "#SBATCH --requeue",
                "#SBATCH --open-mode=append",
                "#SBATCH --output=\"" + output + "\"",
                "#SBATCH --signal=B:USR1@120"));
        if (atOnce > 0) {
            head.add("#SBATCH --array=1-" + runs.size() + "%" + atOnce);
        }
        if (threads > 0) {
            head.add("#SBATCH --cpus-per-task=" + threads);
        }
        String task = TASK.formatted(
                String.join("\n", runs),
                program.stream().map(Shell::quoted).collect(Collectors.joining(" ")),
                Shell.quoted(runsDir.toString()),
                options.stream().map(one -> " " + Shell.quoted(one)).collect(Collectors.joining()));
        return String.join("\n", head) + "\n" + task;
    }

    /** Returns the names of the runs in a script, by task from 1. */
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
