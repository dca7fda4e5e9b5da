package io.traindeck.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A real Slurm: a controller and one simulated node with one core, only on this machine, as the user who runs the
 * tests. Jobs of the partition {@code low} are preempted and requeued by those of {@code high}.
 */
public final class SlurmCluster implements AutoCloseable {
    private static final List<String> PROGRAMS = List.of("munged", "slurmctld", "slurmd", "sbatch");

    private static final long POLL_NS = 50_000_000;

    private static final String CONF =
            """
            ClusterName=test
            SlurmctldHost=HOST(127.0.0.1)
            SlurmUser=USER
            SlurmdUser=USER
            AuthType=auth/munge
            # A requeued job waits until its credentials have expired; less than 5 s count as 120.
            AuthInfo=socket=DIR/munge/socket,cred_expire=5
            CommunicationParameters=NoInAddrAny,NoCtldInAddrAny
            SlurmctldPort=CONTROLLER
            StateSaveLocation=DIR/state
            SlurmdSpoolDir=DIR/spool
            SlurmctldPidFile=DIR/slurmctld.pid
            SlurmdPidFile=DIR/slurmd.pid
            SlurmctldLogFile=DIR/slurmctld.log
            SlurmdLogFile=DIR/slurmd.log
            SlurmdParameters=config_overrides
            MailProg=/bin/true
            ProctrackType=proctrack/linuxproc
            TaskPlugin=task/none
            JobAcctGatherType=jobacct_gather/none
            AccountingStorageType=accounting_storage/none
            JobCompType=jobcomp/none
            MpiDefault=none
            SelectType=select/cons_tres
            SelectTypeParameters=CR_Core
            SchedulerParameters=sched_interval=1,batch_sched_delay=0
            PreemptType=preempt/partition_prio
            PreemptMode=REQUEUE
            NodeName=n1 NodeHostname=HOST NodeAddr=127.0.0.1 Port=NODE CPUs=1 RealMemory=1 State=UNKNOWN
            PartitionName=low Nodes=ALL Default=YES PriorityTier=1
            PartitionName=high Nodes=ALL PriorityTier=10 PreemptMode=OFF
            """;

    private final Path dir;

    /**
     * Starts the cluster.
     *
     * @param dir an empty folder
     */
    public SlurmCluster(Path dir) throws IOException, InterruptedException {
        this.dir = dir;
        for (String part : List.of("munge", "state", "spool")) {
            Files.createDirectories(dir.resolve(part));
        }
        // The daemon that keeps the key insists that others may reach its socket, and nobody else may write there.
        Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(dir.resolve("munge"), PosixFilePermissions.fromString("rwx--x--x"));
        byte[] key = new byte[128];
        new SecureRandom().nextBytes(key);
        Files.write(dir.resolve("munge/key"), key);
        Files.setPosixFilePermissions(dir.resolve("munge/key"), PosixFilePermissions.fromString("rw-------"));
        Files.writeString(
                conf(),
                CONF.replace("HOST", host())
                        .replace("USER", System.getProperty("user.name"))
                        .replace("DIR", dir.toString())
                        .replace("CONTROLLER", Integer.toString(freePort()))
                        .replace("NODE", Integer.toString(freePort())));
        // Where there are cgroups of version 2, the node would look for systemd.
        Files.writeString(dir.resolve("cgroup.conf"), "CgroupPlugin=cgroup/v1\n");
        run(
                "munged",
                "--force",
                "--key-file=" + dir + "/munge/key",
                "--socket=" + dir + "/munge/socket",
                "--pid-file=" + dir + "/munged.pid",
                "--log-file=" + dir + "/munge/log",
                "--seed-file=" + dir + "/munge/seed");
        run("slurmctld");
        run("slurmd", "-N", "n1");
        await("an idle node", () -> run("sinfo", "-h", "-p", "low", "-t", "idle", "-o", "%D")
                .equals("1"));
    }

    /** Returns the reason why the cluster cannot be started here; empty if there is none. */
    public static Optional<String> lack() {
        return PROGRAMS.stream()
                .filter(program -> Stream.of("/usr/sbin", "/usr/bin")
                        .noneMatch(folder -> Files.isExecutable(Path.of(folder, program))))
                .findFirst()
                .map(program -> "no " + program + " here; Debian has it in slurm-wlm and munge");
    }

    private static String host() throws IOException {
        String name = InetAddress.getLocalHost().getHostName();
        return name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private Path conf() {
        return dir.resolve("slurm.conf");
    }

    /** A condition that is looked at again and again. */
    @FunctionalInterface
    public interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    /** Waits until something has come true. */
    public void await(String what, Condition condition) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + Patience.LIMIT.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("no " + what + "; " + run("scontrol", "show", "job") + logs());
            }
            LockSupport.parkNanos(POLL_NS); // Slurm does not call back.
        }
    }

    private String logs() throws IOException {
        StringBuilder logs = new StringBuilder();
        for (String name : List.of("slurmctld.log", "slurmd.log")) {
            Path log = dir.resolve(name);
            logs.append('\n').append(Files.exists(log) ? Files.readString(log) : "no " + name);
        }
        return logs.toString();
    }

    /** Returns the variables by which Slurm's programs find the cluster. */
    public Map<String, String> env() {
        return Map.of("SLURM_CONF", conf().toString());
    }

    /** Runs a program of Slurm's, and returns what it prints; it must end well. */
    public String run(String... command) throws IOException, InterruptedException {
        return run(dir, command);
    }

    /** Runs a program of Slurm's in a folder. */
    public String run(Path folder, String... command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(command));
        if (Files.isExecutable(Path.of("/usr/sbin", command[0]))) {
            words.set(0, "/usr/sbin/" + command[0]);
        }
        Path printed = Files.createTempFile(dir, "printed", ".txt");
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                // A daemon keeps it open for as long as it lives, so that a pipe would have no end.
                .redirectOutput(printed.toFile());
        builder.environment().putAll(env());
        builder.environment().remove("TRAINDECK_RUNS");
        int exit = builder.start().waitFor();
        String text = Files.readString(printed, StandardCharsets.UTF_8).strip();
        if (exit != 0) {
            throw new AssertionError(String.join(" ", words) + " exits with " + exit + ": " + text + logs());
        }
        return text;
    }

    /** Ends its jobs and daemons. */
    @Override
    public void close() throws IOException, InterruptedException {
        run("scancel", "--signal=KILL", "--full", "--me");
        run("scancel", "--me");
        await("end of all jobs", () -> run("squeue", "-h", "--me", "-t", "R,CG").isEmpty());
        for (String daemon : List.of("slurmd", "slurmctld", "munged")) {
            Path pid = dir.resolve(daemon + ".pid");
            if (Files.exists(pid)) {
                ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).ifPresent(process -> {
                    process.destroy();
                    process.onExit().join();
                });
            }
        }
    }
}
