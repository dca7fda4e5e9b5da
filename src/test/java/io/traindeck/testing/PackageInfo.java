package io.traindeck.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The description that a package gives of itself in its {@code package-info.java}.
 *
 * @param name the package's name below {@code io.traindeck}, such as {@code cli.option}
 * @param text its Javadoc in one line, without the marks of code and links
 * @param start the class to start reading with; empty if none is named
 */
public record PackageInfo(String name, String text, Optional<Path> start) {
    private static final Path ROOT = Path.of("src/main/java/io/traindeck");
    private static final Pattern JAVADOC = Pattern.compile("/\\*\\*(.*?)\\*/", Pattern.DOTALL);
    private static final Pattern START =
            Pattern.compile("Start with \\{@link io\\.traindeck\\.([a-z.]+)\\.([A-Z]\\w*)}");
    private static final Pattern SENTENCE = Pattern.compile(".*?[.](?= |$)");

    /** The names of all packages that hold a class. */
    public static List<String> names() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(file -> ROOT.relativize(file.getParent()).toString().replace('/', '.'))
                    .distinct()
                    .sorted()
                    .toList();
        }
    }

    /** @throws IOException if the package has no description */
    public static PackageInfo of(String name) throws IOException {
        String source = Files.readString(ROOT.resolve(name.replace('.', '/')).resolve("package-info.java"));
        Matcher javadoc = JAVADOC.matcher(source);
        String raw = javadoc.find()
                ? javadoc.group(1)
                        .replaceAll("\n \\*", "")
                        .replaceAll("\\s+", " ")
                        .strip()
                : "";
        Matcher start = START.matcher(raw);
        Optional<Path> file = start.find()
                ? Optional.of(ROOT.resolve(start.group(1).replace('.', '/')).resolve(start.group(2) + ".java"))
                : Optional.empty();
        String text = raw.replaceAll("\\{@(?:code|link) (?:[a-z]+\\.)*([^}]*)}", "`$1`")
                .replace("<p>", "")
                .replace("&amp;", "&");
        return new PackageInfo(name, text, file);
    }

    /** Returns its first sentence, without the full stop. */
    public String firstSentence() {
        Matcher sentence = SENTENCE.matcher(text);
        return sentence.find() ? sentence.group().replaceAll("\\.$", "") : text;
    }
}
