package io.traindeck;

import static org.assertj.core.api.Assertions.assertThat;

import io.traindeck.cli.Main;
import io.traindeck.testing.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import picocli.CommandLine;

/** The files, links, commands and options that the documents name exist. */
class DocumentsTest {
    private static final List<Document> DOCUMENTS = Document.ALL;

    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);

    /** A command in backticks or in a block of code, up to its end. */
    private static final Pattern COMMAND = Pattern.compile("(?:\\./|`|^)traindeck ([^`\\n|>#&;)]*)", Pattern.MULTILINE);

    private static final Pattern FILE = Pattern.compile("`((?:src|themes)/[\\w./-]+)`");

    /** A class, or a member of one. */
    private static final Pattern CLASS = Pattern.compile("`([A-Z][a-z]\\w*)(?:\\.\\w+)?`");

    /** The documents for people who read the sources; in the others, what looks like a class is a key or a number. */
    private static final List<Document> OF_SOURCES = List.of(Document.CONTRIBUTING, Document.DECISIONS);

    @ParameterizedTest
    @FieldSource("DOCUMENTS")
    void everyLinkLeadsSomewhere(Document document) throws IOException {
        List<String> dead = new ArrayList<>();
        for (MatchResult link : LINK.matcher(document.text()).results().toList()) {
            String[] target = link.group(1).split("#", 2);
            if (target[0].startsWith("https://")) {
                continue;
            }
            Path file = target[0].isEmpty() ? document.file() : beside(document.file(), target[0]);
            boolean there = Files.exists(file)
                    && (target.length == 1 || places(Files.readString(file)).contains(target[1]));
            if (!there) {
                dead.add(link.group(1));
            }
        }
        assertThat(dead).isEmpty();
    }

    private static Path beside(Path document, String relative) {
        Path folder = document.toAbsolutePath().getParent();
        return folder.resolve(relative).normalize();
    }

    /** Returns the places that a link into a Markdown text can lead to: GitHub makes them of the headings. */
    private static Set<String> places(String markdown) {
        return HEADING.matcher(markdown)
                .results()
                .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^\\p{L}\\p{N}_ -]", "").replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @FieldSource("DOCUMENTS")
    void everyFileThatIsNamedIsThere(Document document) throws IOException {
        assertThat(named(FILE, document))
                .allSatisfy(file -> assertThat(Path.of(file)).exists());
    }

    @ParameterizedTest
    @FieldSource("OF_SOURCES")
    void everyClassThatIsNamedIsThere(Document document) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            Set<String> classes = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .collect(Collectors.toSet());
            assertThat(named(CLASS, document))
                    .filteredOn(name -> !classes.contains(name))
                    .isEmpty();
        }
    }

    private static List<String> named(Pattern pattern, Document document) throws IOException {
        return pattern.matcher(document.text())
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    @ParameterizedTest
    @FieldSource("DOCUMENTS")
    void everyCommandThatIsNamedIsThereWithItsOptions(Document document) throws IOException {
        assertThat(COMMAND.matcher(document.text()).results().flatMap(command -> lacks(command.group(1))))
                .isEmpty();
    }

    /** Returns the words after the program's name that the command line does not know. */
    private static Stream<String> lacks(String typed) {
        // What stands behind two dashes is another program's.
        String own = (typed + " ").split(" -- ", 2)[0];
        List<String> words = Arrays.asList(own.strip().split("\\s+"));
        CommandLine all = Main.commandLine();
        CommandLine command = all;
        int first = 0;
        boolean isFolder = words.get(0).contains(":"); // of another machine, for the list of runs
        if (!words.get(0).isEmpty() && !words.get(0).startsWith("-") && !isFolder) {
            command = all.getSubcommands().get(words.get(0));
            first = 1;
        }
        if (command == null) {
            return Stream.of(typed);
        }
        Set<String> options = command.getCommandSpec().optionsMap().keySet();
        return words.stream()
                .skip(first)
                .map(word -> word.replaceAll("[\\[\\]]|=.*", ""))
                .filter(word -> word.startsWith("--") && word.length() > 2 && !options.contains(word))
                .map(word -> typed + ": " + word);
    }
}
