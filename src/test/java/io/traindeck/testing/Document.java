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
 * A document of the project, in Markdown. The parts that the code knows better than a person stand between two marks,
 * and a test compares them with what the code makes of them; {@code -Ddocs.update=true} writes them anew.
 */
public final class Document {
    /** The document with which the project's users start. */
    public static final Document README = new Document(Path.of("README.md"));

    /** The document of the run folder and its log, and of what is read of the logs of others. */
    public static final Document FORMAT = site("format.md");

    /** The document about working on the project. */
    public static final Document CONTRIBUTING = site("contributing.md");

    /** The reasons why things are as they are. */
    public static final Document DECISIONS = site("decisions.md");

    /** The document of the keys. */
    public static final Document DASHBOARD = site("dashboard.md");

    /** Comparisons, the ablation and the recorded runs. */
    public static final Document COMPARING = site("comparing.md");

    /** The meanings of the warnings. */
    public static final Document ADVICE = site("advice.md");

    /** The document of what a run survives. */
    public static final Document RELIABILITY = site("reliability.md");

    /** The document about runs on a cluster. */
    public static final Document SLURM = site("slurm.md");

    /** The document about looking at runs of other machines. */
    public static final Document MACHINES = site("machines.md");

    /** The output of the commands for programs. */
    public static final Document SCRIPTS = site("scripts.md");

    /** Dials that turn while a run trains, and branches. */
    public static final Document DIALS = site("dials.md");

    /** The module for Python. */
    public static final Document PYTHON = site("python.md");

    /** All documents. */
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
            DIALS,
            PYTHON);

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

    /** Returns the whole document. */
    public String text() throws IOException {
        return Files.readString(file);
    }

    /** Returns the code blocks of a language, in their order. */
    public List<String> blocks(String language) throws IOException {
        List<String> blocks = new ArrayList<>();
        Matcher block = Pattern.compile("^```" + language + "\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL)
                .matcher(text());
        while (block.find()) {
            blocks.add(block.group(1));
        }
        return blocks;
    }

    /** Returns the names of the parts that are made from the code, in their order. */
    public List<String> parts() throws IOException {
        return MARK.matcher(text()).results().map(mark -> mark.group(1)).toList();
    }

    /** Asserts that the table of that name is as the code makes it, and that a person has filled the rest. */
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
