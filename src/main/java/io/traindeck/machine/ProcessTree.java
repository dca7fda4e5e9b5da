package io.traindeck.machine;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A program that leads a session of its own, and all processes that it has started: those of its session, and their
 * children, whatever session these are in. A child that was met once is known for good, even if nobody is left who has
 * started it.
 *
 * <p>It asks Linux by {@code /proc}; on other systems no process is found.
 *
 * <p>For one thread.
 */
public final class ProcessTree {
    private static final double BYTES_PER_KIB = 1024;

    /** Linux tells times in hundredths of a second, on every machine. */
    private static final long MS_PER_TICK = 10;

    /** The meter looks at strangers again after so many measurements, which is each minute. */
    private static final int MEASURED_BETWEEN_STRANGERS = 12;

    private final File proc;
    private final long root;
    private final byte[] buffer = new byte[4096];

    /** The processes, by their numbers, that were looked at and are none of this tree. */
    private final Set<String> strangers = new HashSet<>();

    private long measured;

    /** The start of each process that was met, by its number: a number may later be given to another process. */
    private final Map<Long, Long> met = new HashMap<>();

    /** The sessions that a process of this tree leads, or has led. */
    private final Set<Long> sessions = new HashSet<>();

    /** @param root the leader of the session, if it has one of its own */
    public ProcessTree(long root) {
        this(root, new File("/proc"));
    }

    ProcessTree(long root, File proc) {
        this.root = root;
        this.proc = proc;
        // The root may be gone before anybody has looked, while its session goes on.
        sessions.add(root);
    }

    /**
     * A process that lives.
     *
     * @param begun when it began, in the kernel's count
     * @param cpuMs CPU time that it and its ended children have used, milliseconds
     */
    public record Member(long pid, long parent, long session, long begun, long cpuMs) {}

    /** Returns all processes that live; one that only waits to be reaped does not. */
    public List<Member> members() {
        return members(all(names()));
    }

    private List<Member> members(Map<Long, Member> all) {
        Set<Long> found = new HashSet<>();
        boolean more = true;
        while (more) {
            more = false;
            for (Member each : all.values()) {
                if (!found.contains(each.pid) && isMember(each, found)) {
                    found.add(each.pid);
                    // A session has the number of its leader. A session that no member leads is not of this tree.
                    if (each.pid == each.session) {
                        sessions.add(each.session);
                    }
                    more = true;
                }
            }
        }
        met.keySet().retainAll(found);
        List<Member> members = new ArrayList<>();
        for (long pid : found) {
            members.add(all.get(pid));
            met.put(pid, all.get(pid).begun);
        }
        return members;
    }

    /**
     * Returns the processes of this user that have that entry in their environment, which a child has from its parent.
     */
    public List<Long> withVariable(String entry) {
        String between = "\0";
        return all(names()).keySet().stream()
                .filter(pid -> (between + text(pid + "/environ")).contains(between + entry + between))
                .toList();
    }

    private boolean isMember(Member each, Set<Long> found) {
        Long begun = met.get(each.pid);
        return each.pid == root
                || sessions.contains(each.session)
                || found.contains(each.parent)
                || begun != null && begun == each.begun;
    }

    /**
     * Returns the processes nearest to the root that have a handler for a signal. The signal would end a process that
     * has none, and a child that was forked has its parent's handler.
     *
     * @param signal its number
     */
    public List<Member> whoCatch(int signal) {
        List<Member> members = members();
        Set<Long> catching = new HashSet<>();
        members.stream().filter(each -> catches(each.pid, signal)).forEach(each -> catching.add(each.pid));
        Map<Long, Member> byPid = new HashMap<>();
        members.forEach(each -> byPid.put(each.pid, each));
        return members.stream()
                .filter(each -> catching.contains(each.pid) && !isBelow(each, catching, byPid))
                .toList();
    }

    /**
     * Returns all processes but those that were forked from one with a handler for a signal, and still are copies of
     * it, such as workers that load data. Ending these is the task of their parent, which may need them until then.
     *
     * @param signal its number
     */
    public List<Member> withoutCopiesOfWhoCatch(int signal) {
        List<Member> members = members();
        Map<Long, Member> byPid = new HashMap<>();
        members.forEach(each -> byPid.put(each.pid, each));
        return members.stream()
                .filter(each -> !(byPid.containsKey(each.parent)
                        && catches(each.parent, signal)
                        && isCopy(each.pid, each.parent)))
                .toList();
    }

    private boolean isCopy(long pid, long of) {
        String words = text(pid + "/cmdline");
        return !words.isEmpty() && words.equals(text(of + "/cmdline"));
    }

    private static boolean isBelow(Member each, Collection<Long> above, Map<Long, Member> byPid) {
        // Each parent is older than its child, so this ends.
        for (Member at = byPid.get(each.parent); at != null; at = byPid.get(at.parent)) {
            if (above.contains(at.pid)) {
                return true;
            }
        }
        return false;
    }

    private boolean catches(long pid, int signal) {
        String mask = status(pid, "SigCgt:");
        return !mask.isEmpty() && (Long.parseUnsignedLong(mask, 16) >> (signal - 1) & 1) == 1;
    }

    /**
     * Returns a meter of what all processes use together. Memory that two processes share counts for both. Since it is
     * asked for days, it does not look at every process of the machine each time. Of a process that has got the number of
     * a stranger it therefore knows some measurements late.
     *
     * @return a meter that throws while there is nobody to measure
     */
    public Supplier<ProcessUsage> meter() {
        return () -> {
            List<Member> members = membersButForStrangers();
            if (members.isEmpty()) {
                throw new IllegalStateException("no process of the program can be found");
            }
            long cpuMs = members.stream().mapToLong(Member::cpuMs).sum();
            double rss =
                    members.stream().mapToDouble(each -> residentKib(each.pid)).sum();
            return new ProcessUsage(System.nanoTime(), cpuMs, (long) (rss * BYTES_PER_KIB));
        };
    }

    /** Who is of this tree is so from the start: a stranger stays one as long as it lives. */
    private List<Member> membersButForStrangers() {
        if (measured % MEASURED_BETWEEN_STRANGERS == 0) {
            strangers.clear();
        }
        measured++;
        Set<String> names = names();
        strangers.retainAll(names);
        names.removeAll(strangers);
        List<Member> members = members(all(names));
        members.forEach(each -> names.remove(String.valueOf(each.pid)));
        strangers.addAll(names);
        return members;
    }

    private double residentKib(long pid) {
        String size = status(pid, "VmRSS:").replace("kB", "").strip();
        return size.isEmpty() ? 0 : Double.parseDouble(size);
    }

    /** A line of a process's status without its name; empty if there is none. */
    private String status(long pid, String name) {
        return text(pid + "/status")
                .lines()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()).strip())
                .findFirst()
                .orElse("");
    }

    /** The name of a process, as its program calls itself; empty if it is gone. */
    public String name(long pid) {
        return text(pid + "/comm").strip();
    }

    /** The numbers of all processes; none where this is not Linux, or it hides its processes. */
    private Set<String> names() {
        String[] files = proc.list((folder, name) -> Character.isDigit(name.charAt(0)));
        return files == null ? new HashSet<>() : new HashSet<>(List.of(files));
    }

    private Map<Long, Member> all(Set<String> names) {
        Map<Long, Member> all = new HashMap<>();
        for (String name : names) {
            Member member = member(text(name + "/stat"));
            if (member != null) {
                all.put(member.pid, member);
            }
        }
        return all;
    }

    /**
     * The process that a line of {@code /proc/PID/stat} describes; null if the line is damaged, or the process has
     * ended.
     */
    private static Member member(String stat) {
        int name = stat.indexOf('(');
        int end = stat.lastIndexOf(')');
        if (name < 0 || end < name) {
            return null;
        }
        String[] fields = stat.substring(end + 1).strip().split(" ");
        if (fields.length < 20 || fields[0].equals("Z") || fields[0].equals("X")) {
            return null;
        }
        long ticks = 0;
        for (int i = 11; i <= 14; i++) {
            ticks += Long.parseLong(fields[i]);
        }
        return new Member(
                Long.parseLong(stat.substring(0, name).strip()),
                Long.parseLong(fields[1]),
                Long.parseLong(fields[3]),
                Long.parseLong(fields[19]),
                ticks * MS_PER_TICK);
    }

    /**
     * Returns what a file says; empty if its process has just gone. It is read in as few calls as the system allows: a
     * large machine has a thousand processes.
     */
    private String text(String file) {
        try (FileInputStream in = new FileInputStream(new File(proc, file))) {
            byte[] bytes = buffer;
            int length = 0;
            for (int read = 0; read >= 0; read = in.read(bytes, length, bytes.length - length)) {
                length += read;
                if (length == bytes.length) {
                    bytes = Arrays.copyOf(bytes, 2 * length);
                }
            }
            return new String(bytes, 0, length, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
