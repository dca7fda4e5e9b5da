package io.traindeck.remote;

import io.traindeck.text.Safe;
import io.traindeck.text.Shell;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads and writes the files of another machine, by the tools that every POSIX system has, and {@code head -c}. For one
 * thread.
 */
final class RemoteFiles {
    /**
     * The files that may be logs, in the words of {@code find}: the usual names, and the metrics of MLflow, which may
     * have any name.
     */
    static final String LOGS = names(
                    "*.jsonl",
                    "*.ndjson",
                    "*.csv",
                    "*.tsv",
                    "*.log",
                    "*.txt",
                    "*.out",
                    "log",
                    "*tfevents*",
                    "*.wandb",
                    "progress*.json",
                    "catboost_training.json",
                    "*log*.json",
                    "*metric*.json",
                    "*stat*.json",
                    "*scalar*.json",
                    "*histor*.json",
                    "*result*.json",
                    "screenlog.*",
                    "slurm*",
                    "nohup*")
            + " -o -path '*/metrics/*'";

    /** The files that tell how a run was made, or its name. */
    private static final String ABOUT =
            names("meta.yaml", "params.yaml", "hparams.yaml", "args.yaml", "opt.yaml", "hyp.yaml")
                    + " -o \\( -path '*/params/*' -o -path '*/tags/*' \\) -size -9";

    /**
     * The shell functions that the questions call. Nothing in them reads standard input, from which the next question
     * comes.
     */
    static final String FUNCTIONS =
            """
            unset CDPATH
            home=$PWD
            td_in() { cd "$home" && cd -- "$1" 2>/dev/null; }
            td_list() {
                folder=$1; shift
                td_in "$folder" && ls -dniL -- "$@" 2>/dev/null </dev/null
                echo "$mark"
            }
            if stat -c %Y / >/dev/null 2>&1 </dev/null; then td_how=-c td_form='%i %s %Y %n'; else td_how=-f td_form='%i %z %m %N'; fi
            td_newest() { sort -k3,3rn | awk -v most="$1" 'NR <= most { print } END { print "all " NR }'; }
            td_all() {
                if td_in "$1"; then
                    echo "$mark $(date +%s)"
                    find . -type d -name '.?*' -prune -o -type f \\( LOGS -o ABOUT \\) -exec stat -L "$td_how" "$td_form" {} + 2>/dev/null </dev/null |
                        td_newest "$2"
                else
                    echo "$mark missing"
                fi
                echo "$mark"
            }
            td_age() {
                td_in "$1"
                then=$(stat -L -c %Y -- "$2" 2>/dev/null || stat -L -f %m -- "$2" 2>/dev/null || echo 0)
                echo "$mark $(($(date +%s) - then))"
            }
            td_bytes() {
                td_in "$1"
                { dd if="$2" bs=512 skip="$3" count="$4" 2>/dev/null
                  dd if="$2" bs=1 skip="$5" count="$6" 2>/dev/null
                  cat /dev/zero; } </dev/null | head -c "$7"
            }
            td_thin() {
                td_in "$1"
                dd if="$2" bs=512 count="$3" 2>/dev/null </dev/null | awk -v every="$4" -v mark="$mark" '
                    function say(line) {
                        used += length(line) + 1
                        if (line !~ /"event": *"step"/ || steps++ % every == 0) print line
                    }
                    NR > 1 { say(last) }
                    { last = $0 }
                    END { print mark; print mark " " used + 0 }'
            }
            td_put() {
                if why=$( { td_in "$1" && printf '%s\\n' "$3" >".$2.tmp" && mv -- ".$2.tmp" "$2"; } 2>&1 </dev/null); then
                    echo "$mark done"
                else
                    echo "$mark failed" ${why##*: }
                fi
            }
            """
                    .replace("LOGS", LOGS)
                    .replace("ABOUT", ABOUT);

    private static final int BLOCK = 512;
    /** The number of bytes that are asked for at once: an answer is held in memory. */
    static final int MOST_AT_ONCE = 4 << 20;

    /** The fields inode, kind, links, owner, group, size, three words of a date, and name. */
    private static final Pattern LISTED =
            Pattern.compile("\\s*(\\d+)\\s+(\\S)\\S*\\s+\\d+\\s+\\S+\\s+\\S+\\s+(\\d+)\\s+\\S+\\s+\\S+\\s+\\S+ (.*)");

    private static String names(String... patterns) {
        return Stream.of(patterns).map(pattern -> "-name '" + pattern + "'").collect(Collectors.joining(" -o "));
    }

    private final RemoteShell shell;

    /** Says that there is a connection, but that the machine does not let a file be written. */
    static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1;

        /** @param reason a few words, such as "Permission denied" */
        RefusedException(String reason) {
            super(reason);
        }
    }

    RemoteFiles(RemoteShell shell) {
        this.shell = shell;
    }

    /** The shell that is asked. */
    RemoteShell shell() {
        return shell;
    }

    /**
     * A file, or the file that a link leads to.
     *
     * @param inode a number that differs if the name stands for another file
     * @param bytes the size of the file
     */
    record Entry(long inode, boolean isFolder, boolean isFile, long bytes) {}

    /**
     * Returns whether a name that another machine has told stays below {@code folder}: it may hold dots that lead
     * elsewhere.
     */
    static boolean isBelow(Path folder, String name) {
        Path file = folder.resolve(name);
        return file.normalize().equals(file) && file.startsWith(folder);
    }

    /**
     * Returns the entries of {@code folder} that are among {@code names}, by name; empty if there is no such folder.
     */
    Map<String, Entry> list(String folder, List<String> names) throws IOException {
        shell.ask(listing(folder, names));
        Map<String, Entry> listed = listed();
        if (names.size() == 1 && listed.size() == 1) {
            // Some systems write a name that is not ASCII in another way.
            return Map.of(names.get(0), listed.values().iterator().next());
        }
        return listed;
    }

    /** Returns the question for those of {@code names} that are in {@code folder}; {@link #listed} takes the answer. */
    static String listing(String folder, List<String> names) {
        return "td_list " + argument(folder) + " "
                + names.stream().map(RemoteFiles::argument).collect(Collectors.joining(" "));
    }

    /**
     * Returns the files in {@code folder} and below that may be logs, or tell about one, {@code most} at most; empty if
     * there is no such folder. Weights and pictures, which may be gigabytes, are not among them.
     */
    Optional<FoundFiles> all(String folder, int most) throws IOException {
        shell.ask("td_all " + argument(folder) + " " + most);
        return FoundFiles.answer(shell);
    }

    /** Returns the files that were asked for, by name. */
    Map<String, Entry> listed() throws IOException {
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (String line = shell.textLine(); line != null; line = shell.textLine()) {
            Matcher listed = LISTED.matcher(line);
            if (listed.matches()) {
                char kind = listed.group(2).charAt(0);
                entries.put(
                        listed.group(4),
                        new Entry(
                                Long.parseLong(listed.group(1)),
                                kind == 'd',
                                kind == '-',
                                Long.parseLong(listed.group(3))));
            }
        }
        return entries;
    }

    /** Returns how long ago the file was changed last, in seconds by that machine's clock. */
    long ageSeconds(String folder, String name) throws IOException {
        shell.ask("td_age " + argument(folder) + " " + argument(name));
        return Math.max(0, Long.parseLong(shell.line()));
    }

    /**
     * Writes the bytes from {@code from} to {@code to} into {@code into}. If the file is cut short meanwhile, zeros
     * stand for the missing bytes; a later look at its size shows that.
     */
    void copy(String folder, String name, long from, long to, OutputStream into) throws IOException {
        for (long at = from; at < to; ) {
            long until = Math.min(to, at + MOST_AT_ONCE);
            into.write(bytes(folder, name, at, until));
            at = until;
        }
    }

    private byte[] bytes(String folder, String name, long from, long to) throws IOException {
        shell.ask("td_bytes " + slice(folder, name, from, to));
        return answer(from, to);
    }

    /**
     * Returns the arguments with which {@code td_bytes} writes the bytes from {@code from} to {@code to}, and those
     * before them in the same block.
     */
    static String slice(String folder, String name, long from, long to) {
        long firstBlock = from / BLOCK;
        long lastBlock = to / BLOCK;
        return String.join(
                " ",
                argument(folder),
                argument(name),
                String.valueOf(firstBlock),
                String.valueOf(lastBlock - firstBlock),
                String.valueOf(lastBlock * BLOCK),
                String.valueOf(to % BLOCK),
                String.valueOf(to - firstBlock * BLOCK));
    }

    /** Returns the bytes that {@code td_bytes} was asked for. */
    byte[] answer(long from, long to) throws IOException {
        int before = (int) (from % BLOCK);
        int count = (int) (to - from) + before;
        byte[] bytes = shell.bytes(count);
        ByteArrayOutputStream wanted = new ByteArrayOutputStream(count - before);
        wanted.write(bytes, before, count - before);
        return wanted.toByteArray();
    }

    /**
     * Writes the lines of a log of traindeck into {@code into}, but only some of the steps.
     *
     * @param bytes the bytes of the log that are looked at; the rest, and the last line of these, are left for
     *     {@link #copy}
     * @param every the number of steps of which one is written
     * @return the length of the lines that were looked at, in bytes: the log is to be read on from there
     */
    long thin(String folder, String name, long bytes, long every, OutputStream into) throws IOException {
        shell.ask("td_thin " + argument(folder) + " " + argument(name) + " " + bytes / BLOCK + " " + every);
        for (String line = shell.textLine(); line != null; line = shell.textLine()) {
            into.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return Long.parseLong(shell.line());
    }

    /**
     * Writes a file of one line that only its owner may read; others see it complete or not at all.
     *
     * @throws RefusedException if it cannot be written there
     */
    void put(String folder, String name, String line) throws IOException {
        shell.ask("td_put " + argument(folder) + " " + argument(name) + " " + Shell.quoted(line));
        String answer = shell.line();
        if (!answer.equals("done")) {
            String why = Safe.forLine(answer.replaceFirst("^failed *", ""));
            throw new RefusedException(why.isEmpty() ? "there is no such folder" : why);
        }
    }

    /** Returns a word for the shell that no tool takes for an option. */
    static String argument(String word) {
        return Shell.quoted(word.startsWith("-") ? "./" + word : word);
    }
}
