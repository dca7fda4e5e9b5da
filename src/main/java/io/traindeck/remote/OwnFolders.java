package io.traindeck.remote;

import io.traindeck.run.RunFolder;
import java.util.HashSet;
import java.util.Set;

/**
 * The folders of another machine that are runs of traindeck, judged by the names of files alone.
 *
 * @param folders the folders, relative to the folder that is listed, which is "" itself
 */
record OwnFolders(Set<String> folders) {
    /** Returns the folders in which a log of traindeck is among the files of these names. */
    static OwnFolders of(Set<String> names) {
        Set<String> own = new HashSet<>();
        for (String name : names) {
            if (isLog(name)) {
                own.add(parent(name));
            }
        }
        return new OwnFolders(own);
    }

    /** Returns whether the file is the log of a traindeck run, by its name. */
    static boolean isLog(String name) {
        return isNamed(name, RunFolder.EVENTS);
    }

    /** Returns whether the file is the lock of a traindeck run, by its name. */
    static boolean isLock(String name) {
        return isNamed(name, RunFolder.LOCK);
    }

    private static boolean isNamed(String path, String name) {
        return path.substring(path.lastIndexOf('/') + 1).equals(name);
    }

    /**
     * Returns whether the file is in a run folder of traindeck, or below one, which is not the folder that is listed.
     */
    boolean isBelowOne(String name) {
        for (String folder = parent(name); !folder.isEmpty(); folder = parent(folder)) {
            if (folders.contains(folder)) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether the file is in a run folder of traindeck and tells nothing that a list needs. */
    boolean isOfNoUse(String name) {
        if (isRunJson(name) || folders.contains(parent(name)) && (isLog(name) || isLock(name))) {
            return false;
        }
        return isBelowOne(name) || folders.contains("");
    }

    /** Returns whether the file is the run.json of a run that has a log. */
    boolean isRunJson(String name) {
        return isNamed(name, RunFolder.RUN_JSON) && folders.contains(parent(name));
    }

    /** Returns the run.json beside a log of traindeck. */
    static String runJsonBeside(String log) {
        return log.substring(0, log.length() - RunFolder.EVENTS.length()) + RunFolder.RUN_JSON;
    }

    /** Returns the folder of a file, or of a folder, by its name; "" for the folder that is listed. */
    static String parent(String name) {
        return name.substring(0, Math.max(0, name.lastIndexOf('/')));
    }
}
