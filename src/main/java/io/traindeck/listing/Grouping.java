package io.traindeck.listing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The property by which the runs of a list are put into groups. */
public enum Grouping {
    NONE("nothing"),
    /** The machine on which they lie, or were started. */
    HOST("host"),
    /** The folder in which they lie. */
    FOLDER("folder"),
    /** The sweep or ablation that they belong to, as their names tell. */
    SWEEP("sweep");

    /**
     * Matches NAME-DIAL=VALUE of a sweep, and NAME-NUMBER-RUNG-sSEED of an ablation. Both a name and a dial may have
     * hyphens, so a dial of two words is recognised only by the first word of one of our dials.
     */
    private static final Pattern SWEPT = Pattern.compile(
            "(.+?)(?:-(?:(?:max|batch|weight|head|label)-)?[A-Za-z][\\w.]*=.*|-\\d+-\\+?[a-z]+-s\\d+)", Pattern.DOTALL);

    private final String word;

    Grouping(String word) {
        this.word = word;
    }

    /**
     * Runs that belong together.
     *
     * @param title empty for the runs that belong to no group
     * @param runs in the order of the list, but those that somebody is at work on come first; one at least
     */
    public record Group(String title, List<RunSummary> runs) {
        /** The number of runs that somebody is at work on. */
        public long live() {
            return runs.stream().filter(RunSummary::isLive).count();
        }
    }

    /** The word that people use for it. */
    public String word() {
        return word;
    }

    /** Returns the one that people call so; empty if there is none. */
    public static Optional<Grouping> of(String word) {
        return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
    }

    /** The words of all groupings, joined for a sentence. */
    public static String words() {
        return Arrays.stream(values()).map(Grouping::word).collect(Collectors.joining(", "));
    }

    /** The next grouping; after the last comes the first. */
    public Grouping next() {
        return values()[(ordinal() + 1) % values().length];
    }

    /** The title of the run's group; empty if the run belongs to no group. */
    public String title(RunSummary run) {
        return switch (this) {
            case NONE -> "";
            case HOST -> run.about().host();
            case FOLDER -> run.name().substring(0, Math.max(0, run.name().lastIndexOf('/')));
            case SWEEP -> sweep(run.name());
        };
    }

    private static String sweep(String name) {
        int last = name.lastIndexOf('/') + 1;
        Matcher swept = SWEPT.matcher(name.substring(last));
        return swept.matches() ? name.substring(0, last) + swept.group(1) : "";
    }

    /** Returns the part of the run's name that the title of its group does not say. */
    public String nameBelow(RunSummary run) {
        String title = title(run);
        int length = title.length() + 1;
        boolean begins =
                !title.isEmpty() && run.name().startsWith(title) && run.name().length() > length;
        return begins && ":/-".indexOf(run.name().charAt(title.length())) >= 0
                ? run.name().substring(length)
                : run.name();
    }

    /**
     * Puts the runs into their groups. The groups in which somebody is at work on a run come first, and groups are
     * sorted by title; the runs that belong to no group come last.
     *
     * @param runs in the order of the list
     */
    public List<Group> of(List<RunSummary> runs) {
        if (this == NONE) {
            return runs.isEmpty() ? List.of() : List.of(new Group("", runs));
        }
        Map<String, List<RunSummary>> byTitle = new LinkedHashMap<>();
        runs.forEach(run ->
                byTitle.computeIfAbsent(title(run), title -> new ArrayList<>()).add(run));
        List<Group> groups = new ArrayList<>();
        byTitle.forEach((title, members) -> {
            members.sort(Comparator.comparing(run -> !run.isLive()));
            groups.add(new Group(title, List.copyOf(members)));
        });
        groups.sort(Comparator.<Group, Boolean>comparing(group -> group.title().isEmpty())
                .thenComparing(group -> group.live() == 0)
                .thenComparing(Group::title, String.CASE_INSENSITIVE_ORDER)
                .thenComparing(Group::title));
        return groups;
    }
}
