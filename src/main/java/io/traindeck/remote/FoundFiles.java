package io.traindeck.remote;

import io.traindeck.remote.ListedFile.Now;
import io.traindeck.text.Numbers;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files that another machine finds in a folder and below it, the newest first.
 *
 * @param files the files by their paths from that folder
 * @param all the number of files there: if they are too many, {@code files} are the newest of them
 * @param node the machine's own name; empty if it does not tell it
 */
record FoundFiles(Map<String, Now> files, long all, String node) {
    private static final String MISSING = "missing";

    /** The fields inode, size, time and path. */
    private static final Pattern FILE = Pattern.compile("(\\d+) (\\d+) (\\d+) (?:\\./)?(.+)");

    private static final Pattern ALL = Pattern.compile("all (\\d+)");

    /** Takes the answer to {@link ListingQuestions#runs} or {@link RemoteFiles#all}; empty if there is no such folder. */
    static Optional<FoundFiles> answer(RemoteShell shell) throws IOException {
        String[] words = shell.line().split(" ", 2);
        Map<String, Now> files = new LinkedHashMap<>();
        long all = 0;
        boolean isMissing = words[0].equals(MISSING);
        long aheadMs = isMissing ? 0 : TimeUnit.SECONDS.toMillis(Long.parseLong(words[0])) - System.currentTimeMillis();
        for (String line = shell.textLine(); line != null; line = shell.textLine()) {
            Matcher file = FILE.matcher(line);
            Matcher count = ALL.matcher(line);
            if (file.matches()) {
                long changedMs = TimeUnit.SECONDS.toMillis(Long.parseLong(file.group(3))) - aheadMs;
                files.put(
                        file.group(4),
                        new Now(
                                Long.parseLong(file.group(1)),
                                Long.parseLong(file.group(2)),
                                Math.min(changedMs, System.currentTimeMillis())));
            } else if (count.matches()) {
                all = Long.parseLong(count.group(1));
            }
        }
        return isMissing ? Optional.empty() : Optional.of(new FoundFiles(files, all, words.length > 1 ? words[1] : ""));
    }

    /** Returns whether there are more than {@code most} files, so that the oldest are not among these. */
    boolean isCut(int most) {
        return all > most;
    }

    /** Returns in a few words which part of all files these are. */
    String shareOfAll(int most) {
        return "the newest " + Numbers.count(most) + " of " + Numbers.count(all) + " files that may be logs";
    }
}
