package io.traindeck.dashboard.page;

import io.traindeck.dashboard.keys.KeyTable;
import io.traindeck.event.Dial;
import io.traindeck.run.RunException;
import io.traindeck.run.RunFolder;
import io.traindeck.run.slurm.JobQueue;
import io.traindeck.source.LoggedRun;
import io.traindeck.text.Typed;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The things that every page is made with.
 *
 * @param folders where the runs are: one at least
 * @param nameOf returns what a user types to name a run
 * @param finder finds the run that a user names
 * @param zone in which times of day are shown
 * @param machine what else is asked of this machine
 */
public record Workplace(
        KeyTable keys,
        List<Path> folders,
        Function<RunFolder, String> nameOf,
        Finder finder,
        Trainers trainers,
        ZoneId zone,
        Machine machine) {
    /**
     * The machine that the viewer runs on, as far as pages ask about it.
     *
     * @param jobs those of a batch system that have runs in hand
     * @param gpuProcesses asks for the processes on its graphics cards, which may take seconds
     */
    public record Machine(JobQueue jobs, Supplier<List<GpuProcess>> gpuProcesses) {}

    /** Makes a place without a batch system, where nobody asks what runs on the graphics cards. */
    public Workplace(
            KeyTable keys,
            List<Path> folders,
            Function<RunFolder, String> nameOf,
            Finder finder,
            Trainers trainers,
            ZoneId zone) {
        this(keys, folders, nameOf, finder, trainers, zone, new Machine(JobQueue.none(), List::of));
    }

    /** The jobs of a batch system that have runs in hand. */
    public JobQueue jobs() {
        return machine.jobs();
    }

    /** Finds runs, ours and those whose logs other programs wrote. */
    @FunctionalInterface
    public interface Finder {
        /** @throws RunException if there is no run of that name or at that path; the message says so */
        LoggedRun find(String nameOrPath) throws RunException;
    }

    /** Starts trainers, which live on when the viewer ends. */
    @FunctionalInterface
    public interface Trainers {
        /**
         * Starts a trainer that takes {@code run} up again from its last checkpoint; returns at once.
         *
         * @param changes the dials that it turns first, and their values
         * @throws RunException if no trainer can be started from here
         */
        LaunchedTrainer resume(RunFolder run, Map<Dial, String> changes) throws RunException;

        /** Says what a person types to have a run taken up again, and on which machine: the end of a sentence. */
        default String howToResume(RunFolder run, String options) {
            return Typed.command("resume", run.typed()) + options;
        }

        /** Whether this program can train, and not only start programs of others. */
        default boolean canTrain() {
            return true;
        }

        /** The command that starts a first run in the folders that are shown. */
        default String firstRun() {
            return Typed.command("train");
        }

        /**
         * Makes a run that branches from the last checkpoint of {@code run} up to that step, and starts its trainer; returns
         * at once.
         *
         * @return the page of the branch
         * @throws RunException if there is no such checkpoint, or no trainer can be started from here
         */
        default Next.Open branch(RunFolder run, long step, Map<Dial, String> changes) throws RunException {
            throw new RunException("No trainer can be started from here.");
        }
    }
}
