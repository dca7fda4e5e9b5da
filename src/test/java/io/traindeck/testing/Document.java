package io.traindeck.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A document of the project, in Markdown. What the code knows better than a person stands in it between two marks, and a
 * test compares it with what the code makes of it; {@code -Ddocs.update=true} writes it anew.
 */
public final class Document {
    /** What starts the project's users. */
    public static final Document README = new Document(Path.of("README.md"));

    /** The run folder and its log, and what is read of the logs of others. */
    public static final Document FORMAT = site("format.md");

    /** How to work on the project. */
    public static final Document CONTRIBUTING = site("contributing.md");

    /** Why things are as they are. */
    public static final Document DECISIONS = site("decisions.md");

    /** What each key does. */
    public static final Document DASHBOARD = site("dashboard.md");

    /** Comparisons, the ablation and the recorded runs. */
    public static final Document COMPARING = site("comparing.md");

    /** What the warnings mean. */
    public static final Document ADVICE = site("advice.md");

    /** What a run survives. */
    public static final Document RELIABILITY = site("reliability.md");

    /** How a run lives on a cluster. */
    public static final Document SLURM = site("slurm.md");

    /** How runs of other machines are looked at. */
    public static final Document MACHINES = site("machines.md");

    /** What the commands print for programs. */
    public static final Document SCRIPTS = site("scripts.md");

    /** Dials that turn while a run trains, and branches. */
    public static final Document DIALS = site("dials.md");

    /** All of them. */
    public static final List<Document> ALL = List.of(
            README,
            FORMAT,
            CONTRIBUTING,
            DECISIONS,
            DASHBOARD,
            COMPARING,
            ADVICE,
            RELIABILITY,
            SLURM,
            MACHINES,
            SCRIPTS,
            DIALS);

    private static final boolean UPDATE = Boolean.getBoolean("docs.update");
    private static final Pattern MARK = Pattern.compile("<!-- made from the code: (.*) -->");
    private static final String END = "<!-- end -->";

    private final Path file;

    private Document(Path file) {
        this.file = file;
    }

    private static Document site(String name) {
        return new Document(Path.of("src/site/markdown", name));
    }

    public Path file() {
        return file;
    }

    /** All of the document. */
    public String text() throws IOException {
        return Files.readString(file);
    }

    /** The code blocks of a language, in their order. */
    public List<String> blocks(String language) throws IOException {
        List<String> blocks = new ArrayList<>();
        Matcher block = Pattern.compile("^```" + language + "\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL)
                .matcher(text());
        while (block.find()) {
            blocks.add(block.group(1));
        }
        return blocks;
    }

    /** The names of the parts that are made from the code, in their order. */
    public List<String> parts() throws IOException {
        return MARK.matcher(text()).results().map(mark -> mark.group(1)).toList();
    }

    /** Asserts that the table of that name is what the code makes it, and that a person has said the rest. */
    public void assertHolds(String name, MadeTable table) throws IOException {
        String whole = text();
        String mark = "<!-- made from the code: " + name + " -->\n";
        int from = whole.indexOf(mark) + mark.length();
        int to = whole.indexOf(END, from);
        assertThat(whole).as("%s", file).contains(mark);
        assertThat(to).as("the end of %s in %s", name, file).isPositive();
        String there = whole.substring(from, to);
        String made = "\n" + table.markdown(there) + "\n";
        if (UPDATE) {
            Files.writeString(file, whole.substring(0, from) + made + whole.substring(to));
            there = made;
        }
        assertThat(there)
                .as("%s in %s; to write it anew: mvn test -Dtest=%s -Ddocs.update=true", name, file, table.madeBy())
                .isEqualTo(made);
        assertThat(table.unsaid(made))
                .as("rows of %s in %s with an empty cell", name, file)
                .isEmpty();
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
