package io.traindeck.testing;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Assumptions;

/**
 * An OpenSSH server of the test's own, on a loopback port, with its own host key; one key of the test's own logs in as
 * the user who runs the test. Nothing of the machine's own SSH is read or changed.
 */
public final class SshServer implements AutoCloseable {
    private static final Path SSHD = Path.of("/usr/sbin/sshd");

    /**
     * The folder in which a server that root starts puts processes without rights; Debian makes it when its own server
     * starts.
     */
    private static final Path NO_RIGHTS = Path.of("/run/sshd");

    private static final Duration POLL = Duration.ofMillis(20);

    private final Path folder;
    private final int port;
    private final Process process;

    /**
     * Starts the server; if OpenSSH is not installed, the calling test is skipped, and says so.
     *
     * @param folder the folder for its keys and its log
     * @param more lines of its configuration
     */
    public SshServer(Path folder, String... more) throws IOException, InterruptedException {
        Assumptions.assumeTrue(Files.isExecutable(SSHD), () -> "skipped: no " + SSHD + "; install openssh-server");
        this.folder = Files.createDirectory(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        makeKey("host");
        makeKey("user");
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Files.writeString(
                folder.resolve("known_hosts"),
                "[127.0.0.1]:" + port + " " + Files.readString(folder.resolve("host.pub")));
        Path config = Files.writeString(
                folder.resolve("sshd_config"),
                """
                ListenAddress 127.0.0.1:%d
                HostKey %s
                AuthorizedKeysFile %s
                PidFile none
                UsePAM no
                StrictModes no
                AuthenticationMethods publickey
                PermitRootLogin yes
                %s
                """
                        .formatted(port, folder.resolve("host"), folder.resolve("user.pub"), String.join("\n", more)));
        if (System.getProperty("user.name").equals("root")) {
            Files.createDirectories(NO_RIGHTS);
        }
        process = new ProcessBuilder(SSHD.toString(), "-D", "-e", "-f", config.toString())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(log().toFile())
                .start();
        awaitPort();
    }

    private Path log() {
        return folder.resolve("sshd.log");
    }

    private void makeKey(String name) throws IOException, InterruptedException {
        int exit = new ProcessBuilder(
                        "ssh-keygen",
                        "-q",
                        "-t",
                        "ed25519",
                        "-N",
                        "",
                        "-f",
                        folder.resolve(name).toString())
                .inheritIO()
                .start()
                .waitFor();
        if (exit != 0) {
            throw new AssertionError("ssh-keygen exits with " + exit);
        }
    }

    private void awaitPort() throws IOException {
        long deadline = System.nanoTime() + Patience.LIMIT.toNanos();
        while (true) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException e) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    throw new AssertionError("sshd does not listen: " + Files.readString(log()), e);
                }
                LockSupport.parkNanos(POLL.toNanos()); // The port is all that tells.
            }
        }
    }

    /** The name by which {@link #env} knows the server; any name that begins with it means the same server. */
    public static final String HOST = "box";

    /** Returns the environment in which {@code traindeck} reaches the server as {@link #HOST}. */
    public Map<String, String> env() throws IOException {
        Path config = Files.writeString(
                folder.resolve("ssh_config"),
                """
                Host %s*
                HostName 127.0.0.1
                Port %d
                User %s
                IdentityFile %s
                IdentitiesOnly yes
                UserKnownHostsFile %s
                StrictHostKeyChecking yes
                """
                        .formatted(
                                HOST,
                                port,
                                System.getProperty("user.name"),
                                folder.resolve("user"),
                                folder.resolve("known_hosts")));
        return Map.of("TRAINDECK_SSH", "ssh -F " + config);
    }

    /** Returns the command line of a client that runs a shell command over there, in a terminal. */
    public List<String> client(String command) {
        return List.of(
                "ssh",
                "-F",
                "/dev/null",
                "-tt",
                "-p",
                Integer.toString(port),
                "-i",
                folder.resolve("user").toString(),
                "-o",
                "IdentitiesOnly=yes",
                "-o",
                "UserKnownHostsFile=" + folder.resolve("known_hosts"),
                "-o",
                "StrictHostKeyChecking=yes",
                System.getProperty("user.name") + "@127.0.0.1",
                command);
    }

    /** Ends the server and all its connections. */
    @Override
    public void close() throws IOException, InterruptedException {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        if (!process.waitFor(Patience.LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
        }
    }
}
