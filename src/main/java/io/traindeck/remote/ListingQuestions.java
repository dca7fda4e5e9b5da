package io.traindeck.remote;

/**
 * The questions that a list of runs asks another machine, for the tools that every POSIX system has, and {@code stat}.
 */
final class ListingQuestions {
    /** The number of steps of a log that a row's curve is made from, roughly. */
    private static final int STEPS = 200;

    /** The number of rows of a log that are taken at most, the last ones. */
    private static final int ROWS = 400;

    /** The number of bytes of a step, roughly. */
    private static final int STEP_BYTES = 100;

    private static final int BLOCK = 512;

    /** The number of blocks of a log that are taken at once, at most, if it has grown. */
    private static final int MOST_BLOCKS = 8192;

    /** The shell functions that the questions call. {@link RemoteFiles#FUNCTIONS} must come before them. */
    static final String FUNCTIONS =
            """
            td_node=$(uname -n 2>/dev/null </dev/null)
            td_cores=$(getconf _NPROCESSORS_ONLN 2>/dev/null </dev/null || grep -c ^processor /proc/cpuinfo 2>/dev/null </dev/null)
            td_machine() {
                load= total= free=
                if [ -r /proc/loadavg ]; then read -r load rest </proc/loadavg; fi
                if [ -r /proc/meminfo ]; then
                    while read -r key value rest; do
                        case $key in MemTotal:) total=$value ;; MemAvailable:) free=$value; break ;; esac
                    done </proc/meminfo
                fi
                echo "$mark ${load:-?} ${td_cores:-0} ${total:-0} ${free:-0}"
            }
            td_locks() {
                if [ -r /proc/locks ]; then
                    held=
                    while read -r n kind how what pid file rest; do
                        case $kind$what in POSIXWRITE) held="$held ${file##*:}" ;; esac
                    done </proc/locks
                    echo "$mark held$held"
                else
                    echo "$mark unknown"
                fi
            }
            td_gpus() {
                if command -v nvidia-smi >/dev/null 2>&1; then
                    nvidia-smi --query-gpu=index,uuid,utilization.gpu,memory.used,memory.total \\
                        --format=csv,noheader,nounits 2>/dev/null </dev/null
                    nvidia-smi --query-compute-apps=gpu_uuid,pid --format=csv,noheader 2>/dev/null </dev/null |
                        while IFS=', ' read -r uuid pid; do
                            # Linux cuts names to eight letters unless it is told otherwise, which others do not understand.
                            user=$(ps -o user:32= -p "$pid" 2>/dev/null </dev/null) ||
                                user=$(ps -o user= -p "$pid" 2>/dev/null </dev/null)
                            echo "holds, $uuid, $user"
                        done
                fi
                echo "$mark"
            }
            td_runs() {
                if td_in "$1"; then
                    echo "$mark $(date +%s) $td_node"
                    find -L . -path './*/*/*/*/*/*' ! -path '*/metrics/*' -prune \\
                        -o -type d \\( -name '.?*' -o -name checkpoints -o -name commands \\) -prune \\
                        -o -type f \\( -name run.json -o -name lock -o -name meta.yaml -o LOGS \\) -exec stat -L "$td_how" "$td_form" {} + 2>/dev/null </dev/null |
                        td_newest "$2"
                else
                    echo "$mark missing"
                fi
                echo "$mark"
            }
            td_more() {
                td_in "$1" && dd if="$2" bs=512 skip="$3" count="$4" 2>/dev/null </dev/null
                printf '\\n%s\\n' "$mark"
            }
            td_rows() {
                every=$8 most=$9
                td_bytes "$1" "$2" "$3" "$4" "$5" "$6" "$7" | awk -v every="$every" -v most="$most" -v skip="$3" -v mark="$mark" '
                    function take(line) {
                        used += length(line) + 1
                        if (skip > 0 && seen++ == 0) return
                        if (line ~ /"event": *"step"/ ? steps++ % every == 0 : line !~ /"event": *"(system|checkpoint|command)"/)
                            rows[n++ % most] = line
                    }
                    NR > 1 { take(last) }
                    { last = $0 }
                    END {
                        for (i = n > most ? n - most : 0; i < n; i++) print rows[i % most]
                        print mark; print mark " " used + 0; print last; print mark
                    }'
            }
            """
                    .replace("LOGS", RemoteFiles.LOGS);

    private ListingQuestions() {}

    /** Returns the question for load, cores and memory. */
    static String machine() {
        return "td_machine";
    }

    /** Returns the question for the machine's own name, which may be an empty line. */
    static String node() {
        return "echo \"$mark $td_node\"";
    }

    /**
     * Returns the question for the inodes of the files on which locks are held; the answer may be that this is unknown.
     */
    static String locks() {
        return "td_locks";
    }

    /** Returns the question for the GPUs, and the users who hold them. */
    static String gpus() {
        return "td_gpus";
    }

    /** Returns the question for the files in a folder and below it that may belong to runs. */
    static String runs(String folder, int most) {
        return "td_runs " + RemoteFiles.argument(folder) + " " + most;
    }

    /**
     * Returns the question for a file from the block on that holds the byte {@code from}; {@link #before} tells how
     * many bytes of the block come before it.
     */
    static String more(String folder, String file, long from) {
        return "td_more " + RemoteFiles.argument(folder) + " " + RemoteFiles.argument(file) + " " + from / BLOCK + " "
                + MOST_BLOCKS;
    }

    /** Returns how many bytes of an answer to {@link #more} come before the one that was asked for. */
    static int before(long from) {
        return (int) (from % BLOCK);
    }

    /**
     * Returns the question for the rows of a log of traindeck, and some of its steps. The bytes begin with a whole
     * block.
     */
    static String rows(String folder, String file, long from, long to) {
        long every = (to - from) / STEP_BYTES / STEPS + 1;
        return "td_rows " + RemoteFiles.slice(folder, file, from, to) + " " + every + " " + ROWS;
    }

    /** Returns the question for some bytes of a file. */
    static String bytes(String folder, String file, long from, long to) {
        return "td_bytes " + RemoteFiles.slice(folder, file, from, to);
    }

    /** Returns several questions that are asked at once. */
    static String all(Iterable<String> questions) {
        return String.join("\n", questions);
    }
}
