package io.traindeck.remote;

import io.traindeck.text.Safe;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A path on another machine, written {@code HOST:PATH} as for {@code scp}.
 *
 * @param host a name that {@code ssh} knows, with {@code USER@} before it if needed
 * @param path the path from the home folder there, unless it begins with a slash
 */
public record RemotePath(String host, String path) {
    /**
     * Holds the pattern. It is made for the first text that may be such a path, so that other programs do not wait for
     * it before their first picture.
     */
    private static final class Written {
        /** A host never begins with a dash: {@code ssh} would take it for an option. */
        static final Pattern FORM = Pattern.compile("([A-Za-z0-9_][A-Za-z0-9_.@-]*):(.+)");
    }

    private static final String HOME = "~/";

    /**
     * Returns the path that {@code text} names; empty if it is one of this machine, or if there is a file of exactly
     * that name here.
     */
    public static Optional<RemotePath> of(String text) {
        if (text.indexOf(':') < 0) {
            return Optional.empty();
        }
        Matcher written = Written.FORM.matcher(text);
        if (!written.matches() || isHere(text)) {
            return Optional.empty();
        }
        String path = written.group(2);
        // A shell starts in the home folder, and does not expand a tilde in quotes.
        String inside = path.startsWith(HOME) ? path.substring(HOME.length()) : path.equals("~") ? "" : path;
        return Optional.of(new RemotePath(written.group(1), inside.isEmpty() ? "." : inside));
    }

    private static boolean isHere(String text) {
        try {
            return Files.exists(Path.of(text));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** The last part of the path. */
    public String name() {
        String bare = path.replaceAll("/+$", "");
        String last = bare.substring(bare.lastIndexOf('/') + 1);
        return last.isEmpty() || last.equals(".") || last.equals("..") ? host : last;
    }

    /** Returns a file or folder below this one. */
    public RemotePath resolve(String below) {
        return new RemotePath(host, path.endsWith("/") ? path + below : path + "/" + below);
    }

    /** The path as a person wrote it, safe to show. */
    @Override
    public String toString() {
        return Safe.forLine(host + ":" + path);
    }
}
