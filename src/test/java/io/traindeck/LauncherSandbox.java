package io.traindeck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A project that holds a copy of the launcher and little else, and a machine for it: a PATH with the few tools it needs,
 * and a Maven, JDKs and GPUs that are shell scripts and folders. The scripts record how they were called.
 */
final class LauncherSandbox {
    /** Every program the launcher may count on; a new one has to be added here on purpose. */
    private static final List<String> TOOLS = List.of(
            "cat",
            "cp",
            "env",
            "find",
            "flock",
            "grep",
            "head",
            "mkdir",
            "mv",
            "readlink",
            "rm",
            "sed",
            "sort",
            "tail",
            "touch");

    /** A time before anything that the launcher makes. */
    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));

    private static final String FAKE_MAVEN =
            """
            #!/bin/sh
            echo "$JAVA_HOME" >>"$CALLS/mvn"
            cd "$PROJECT"
            mkdir -p target/lib
            echo classes >target/traindeck.jar
            for jar in batik-svggen-1 gson-1 jfreechart-1 lanterna-1 pytorch-engine-1 pytorch-native-cpu-1-linux-x86_64; do echo >"target/lib/$jar.jar"; done
            if [ -f "$CALLS/mvn-script" ]; then . "$CALLS/mvn-script"; fi
            """;

    /**
     * Records its arguments, environment, folder and process; if it is asked to, records a class, or "dumps" an
     * archive.
     */
    private static final String FAKE_JAVA =
            """
            #!/bin/sh
            for argument; do
                case $argument in
                -Xshare:dump) dump=yes ;;
                -XX:SharedArchiveFile=*) archive=${argument#*=} ;;
                -XX:SharedClassListFile=*) list=${argument#*=} ;;
                -XX:DumpLoadedClassList=*) recorded=${argument#*=} ;;
                esac
            done
            if [ "${recorded:-}" ]; then
                [ ! -f "$CALLS/rehearsals-fail" ] || exit 1
                mkdir -p "${recorded%/*}"
                printf '%s\n' com/example/Recorded com/example/Some >"$recorded"
                exit
            fi
            if [ "${dump:-}" ]; then
                echo "$archive" >>"$CALLS/dump"
                [ ! -f "$CALLS/dump-fails" ] || exit "$(cat "$CALLS/dump-fails")"
                echo partial >"$archive"
                if [ -f "$CALLS/refused-class" ] && grep -qf "$CALLS/refused-class" "$list"; then kill -SEGV $$; fi
                cp "$list" "$archive"
                exit
            fi
            printf '%s\\0' "$0" "$@" >"$CALLS/java"
            env -0 >"$CALLS/env"
            pwd >"$CALLS/folder"
            echo $$ >"$CALLS/pid"
            if [ -f "$CALLS/java-script" ]; then . "$CALLS/java-script"; fi
            """;

    /** Lists a class, or unpacks a library for the one system that it knows. */
    private static final String FAKE_JAR =
            """
            #!/bin/sh
            case $1 in
            xf) mkdir -p org/jline/nativ/Linux/x86_64 && echo library >org/jline/nativ/Linux/x86_64/libjlinenative.so ;;
            *) echo com/example/Some.class ;;
            esac
            """;

    /** The result of one start: exit status, stdout, stderr, process id. */
    record Start(int exit, String out, String err, long pid) {}

    final Path root;
    final Path project;
    final Path launcher;
    final Path bin;
    /** The folder in which JDKs are installed, as /usr/lib/jvm on a real machine. */
    final Path installed;

    private final Path gpus;
    private final Path calls;

    /** @param root an empty folder; its name may hold anything that file names can, save a colon */
    LauncherSandbox(Path root) throws IOException {
        this.root = root;
        project = Files.createDirectories(root.resolve("a project's folder"));
        launcher = project.resolve("traindeck");
        bin = Files.createDirectories(root.resolve("bin"));
        installed = Files.createDirectories(root.resolve("jvm"));
        gpus = root.resolve("gpus");
        calls = Files.createDirectories(root.resolve("calls"));

        String script = Files.readString(Path.of("traindeck"));
        assertThat(script).contains("/usr/lib/jvm/*", "/proc/driver/nvidia/gpus/*");
        script(
                launcher,
                script.replace("/usr/lib/jvm/*", "\"" + installed + "\"/*")
                        .replace("/proc/driver/nvidia/gpus/*", "\"" + gpus + "\"/*"));
        for (String source : List.of("pom.xml", "src/main/java/Main.java", "themes/dark.properties")) {
            Files.createDirectories(project.resolve(source).getParent());
            Files.writeString(project.resolve(source), source);
        }
        age();

        for (String tool : TOOLS) {
            script(bin.resolve(tool), "#!/bin/sh\nexec " + find(tool) + " \"$@\"\n");
        }
        script(bin.resolve("mvn"), FAKE_MAVEN);
        system("Linux x86_64");
    }

    private static Path find(String tool) {
        return List.of("/usr/bin", "/bin").stream()
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("this machine has no " + tool));
    }

    static void script(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Makes every source older than any build. */
    void age() throws IOException {
        try (var sources = Files.walk(project)) {
            for (Path source : (Iterable<Path>) sources::iterator) {
                Files.setLastModifiedTime(source, LONG_AGO);
            }
        }
    }

    /** Makes a source newer than any build. */
    void edit(String source) throws IOException {
        Files.setLastModifiedTime(
                project.resolve(source), FileTime.from(Instant.now().plusSeconds(3600)));
    }

    /** Puts a JDK of that version into a folder. */
    Path jdk(Path home, String version) throws IOException {
        script(home.resolve("bin/java"), FAKE_JAVA);
        script(home.resolve("bin/javac"), "#!/bin/sh\n");
        script(home.resolve("bin/jar"), FAKE_JAR);
        Files.writeString(
                home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\nJAVA_VERSION_DATE=\"2025-04-15\"\n");
        Files.createDirectories(home.resolve("lib"));
        Files.writeString(home.resolve("lib/classlist"), "java/lang/Object\n");
        return home;
    }

    /** Installs a JDK in the folder where the launcher looks last. */
    Path installJdk(String version) throws IOException {
        return jdk(installed.resolve("jdk " + version), version);
    }

    /** Sets what {@code uname -sm} says. */
    void system(String name) throws IOException {
        script(bin.resolve("uname"), "#!/bin/sh\necho '" + name + "'\n");
    }

    void plugInGpu() throws IOException {
        Files.createDirectories(gpus.resolve("0000:01:00.0"));
    }

    /** Adds shell commands to a call of mvn, java or the like. */
    void also(String program, String script) throws IOException {
        Files.writeString(calls.resolve(program + "-script"), script);
    }

    /** Lets Java end with that status if it is asked for an archive, and make none. */
    void failDumps(int exit) throws IOException {
        Files.writeString(calls.resolve("dump-fails"), Integer.toString(exit));
    }

    /** Lets a rehearsal end without a record. */
    void failRehearsals() throws IOException {
        Files.createFile(calls.resolve("rehearsals-fail"));
    }

    /** Lets Java crash if it is asked for an archive with that class, and leave half of one. */
    void crashOn(String refusedClass) throws IOException {
        Files.writeString(calls.resolve("refused-class"), refusedClass + "\n");
    }

    Start start(String... arguments) throws IOException, InterruptedException {
        return start(Map.of(), arguments);
    }

    Start start(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        return start(launcher, environment, arguments);
    }

    Start start(Path program, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        Path out = root.resolve("stdout");
        Path err = root.resolve("stderr");
        Process process = builder(program, environment, arguments)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        return new Start(process.waitFor(), Files.readString(out), Files.readString(err), process.pid());
    }

    /** Returns a start that is still to be made, for callers who want to hold its streams. */
    ProcessBuilder builder(Path program, Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(root.toFile());
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of(
                        "PATH", bin.toString(),
                        "CALLS", calls.toString(),
                        "PROJECT", project.toString(),
                        "LC_ALL", "C.UTF-8"));
        builder.environment().putAll(environment);
        return builder;
    }

    /** Returns how often a program was called: mvn, or dump for a java that made an archive. */
    int timesCalled(String program) throws IOException {
        return linesOf(program).size();
    }

    /** Returns a line for each call: the JAVA_HOME Maven was given, the archive a dump made. */
    List<String> linesOf(String program) throws IOException {
        Path file = calls.resolve(program);
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    /** Returns the command line Java was started with, the program itself first. */
    List<String> java() throws IOException {
        return split(calls.resolve("java"));
    }

    /** Returns the class path Java was started with. */
    String classPath() throws IOException {
        List<String> java = java();
        return java.get(java.indexOf("-cp") + 1);
    }

    /** Returns the environment Java was started with. */
    Map<String, String> javaEnvironment() throws IOException {
        Map<String, String> environment = new TreeMap<>();
        for (String entry : split(calls.resolve("env"))) {
            int equals = entry.indexOf('=');
            environment.put(entry.substring(0, equals), entry.substring(equals + 1));
        }
        return environment;
    }

    private static List<String> split(Path file) throws IOException {
        assertThat(file).as("Java was started").exists();
        String text = Files.readString(file, StandardCharsets.UTF_8);
        return List.of(text.substring(0, text.length() - 1).split("\0", -1));
    }
}
