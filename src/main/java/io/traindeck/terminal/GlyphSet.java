package io.traindeck.terminal;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The characters a terminal can be sent. */
public enum GlyphSet {
    /** Any character: blocks, braille, stars. */
    UNICODE(StandardCharsets.UTF_8, "…"),
    /** Printable ASCII alone. */
    ASCII(StandardCharsets.US_ASCII, "~");

    /** The variable that holds the user's own locale, if the launcher had to give Java another one. */
    private static final String TOLD = "TRAINDECK_LOCALE";

    private final Charset charset;
    private final String ellipsis;

    GlyphSet(Charset charset, String ellipsis) {
        this.charset = charset;
        this.ellipsis = ellipsis;
    }

    /**
     * Returns the characters that the locale allows: the first of {@code LC_ALL}, {@code LC_CTYPE} and {@code LANG}
     * that is not empty decides, as in POSIX; if all are empty, it is the C locale, which is ASCII.
     *
     * @param ascii the user asked for ASCII, whatever the locale says
     */
    public static GlyphSet of(Map<String, String> env, boolean ascii) {
        String locale = Stream.of(TOLD, "LC_ALL", "LC_CTYPE", "LANG")
                .map(name -> env.getOrDefault(name, ""))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse("C")
                .toLowerCase(Locale.ROOT);
        boolean utf8 = locale.contains("utf-8") || locale.contains("utf8");
        return utf8 && !ascii ? UNICODE : ASCII;
    }

    /** The encoding of text on its way to the terminal. */
    public Charset charset() {
        return charset;
    }

    /** One cell that says "there is more". */
    public String ellipsis() {
        return ellipsis;
    }
}
