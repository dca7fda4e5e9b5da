package io.traindeck.dashboard.draw;

import com.googlecode.lanterna.SGR;
import com.googlecode.lanterna.TextColor;
import com.googlecode.lanterna.graphics.PropertyTheme;
import io.traindeck.text.PropertyLines;
import io.traindeck.text.Safe;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads a theme in the format of Lanterna's {@link PropertyTheme}. It takes only what says how a {@link Role} looks:
 * {@code foreground}, {@code background} and {@code sgr}, alone for all roles, or {@code foreground[TRAIN]} for one.
 * Everything else is refused, with file, line and reason: Lanterna would throw without saying where, or make an
 * instance of any class that a {@code renderer} names.
 */
final class ThemeFile {
    /** The maximum number of characters of a file: a hundred times those of a theme. */
    private static final int LONGEST = 100_000;

    private static final Pattern KEY = Pattern.compile("(foreground|background|sgr)(?:\\[([^\\]]*)\\])?");
    private static final Pattern NUMBERED = Pattern.compile("#[0-9]{1,3}");
    private static final int LARGEST_NUMBER = 255;

    private final String file;
    private final Properties properties = new Properties();
    private final Map<String, Integer> lines = new HashMap<>();

    private ThemeFile(String file) {
        this.file = file;
    }

    /**
     * @param file the name of the file in messages
     * @param text the content of the file
     * @throws ThemeException if anything in it cannot be used
     */
    static Theme parse(String name, String file, String text) throws ThemeException {
        ThemeFile theme = new ThemeFile(file);
        if (text.length() > LONGEST) {
            throw new ThemeException(file + ": too long for a theme");
        }
        try {
            for (PropertyLines.Line line : PropertyLines.of(text)) {
                theme.line(line.number(), line.key(), line.value());
            }
        } catch (PropertyLines.WrongLineException e) {
            throw theme.refused(e.number(), e.getMessage());
        }
        for (String needed : List.of("foreground", "background")) {
            if (!theme.lines.containsKey(needed)) {
                throw new ThemeException(file + ": no line \"" + needed + "=...\" for ordinary text");
            }
        }
        return new Theme(name, new PropertyTheme(theme.properties, false));
    }

    private void line(int number, String key, String value) throws ThemeException {
        checkKey(number, key);
        if (key.startsWith("sgr")) {
            checkModifiers(number, value);
        } else {
            checkColour(number, value);
        }
        properties.setProperty(key, value);
    }

    private void checkKey(int number, String key) throws ThemeException {
        Matcher matcher = KEY.matcher(key);
        if (!matcher.matches()) {
            throw refused(
                    number,
                    "\"" + Safe.forCells(key)
                            + "\" is none of foreground, background, sgr, alone or as foreground[ROLE]");
        }
        String role = matcher.group(2);
        if (role != null && (role.equals(Role.TEXT.name()) || !isRole(role))) {
            throw refused(number, "no role \"" + Safe.forCells(role) + "\"; the roles are " + roles());
        }
        Integer before = lines.putIfAbsent(key, number);
        if (before != null) {
            throw refused(number, key + " is in line " + before + " already");
        }
    }

    private void checkColour(int number, String value) throws ThemeException {
        boolean wrong = NUMBERED.matcher(value).matches() && Integer.parseInt(value.substring(1)) > LARGEST_NUMBER;
        if (!wrong) {
            try {
                TextColor.Factory.fromString(value);
                return;
            } catch (IllegalArgumentException e) {
                // The error below says it, with the place and with what would be right.
            }
        }
        throw refused(
                number,
                "no colour \"" + Safe.forCells(value) + "\"; use #rrggbb, #0 to #255, or default, black, red, green,"
                        + " yellow, blue, magenta, cyan, white, or one of these with _bright");
    }

    private void checkModifiers(int number, String value) throws ThemeException {
        for (String word : value.split(",", -1)) {
            String modifier = word.trim().toUpperCase(Locale.ROOT);
            if (!modifier.isEmpty()
                    && Arrays.stream(SGR.values()).noneMatch(s -> s.name().equals(modifier))) {
                throw refused(
                        number,
                        "no style \"" + Safe.forCells(word) + "\"; use bold, underline, italic, reverse, blink");
            }
        }
    }

    private static boolean isRole(String name) {
        return Arrays.stream(Role.values()).anyMatch(role -> role.name().equals(name));
    }

    private static String roles() {
        return Arrays.stream(Role.values())
                .filter(role -> role != Role.TEXT)
                .map(Role::name)
                .collect(Collectors.joining(", "));
    }

    private ThemeException refused(int number, String reason) {
        return new ThemeException(file + ", line " + number + ": " + reason);
    }
}
