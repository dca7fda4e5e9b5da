package io.traindeck.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A folder of DVCLive: a table of tab-separated values for each metric, whose path is its name. The tables lie in {@code
 * plots/metrics}; older versions kept them in {@code scalars}, and before that right in the folder.
 */
final class DvcLiveLog implements Format {
    private static final String TABLE = ".tsv";

    /** The folders of the tables, newest layout first. */
    private static final List<String> FOLDERS = List.of("plots/metrics", "plots/scalars", "scalars", "");

    /** Tables to look at, to see what kind of a folder it is. */
    private static final int MOST_LOOKS = 20;

    @Override
    public String name() {
        return "DVCLive";
    }

    @Override
    public boolean knows(Glance glance) {
        try {
            return glance.folder()
                    && tables(glance.path()).stream().limit(MOST_LOOKS).anyMatch(DvcLiveLog::isTable);
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether a file is a table of DVCLive: data sets have tables too, but count no steps. */
    private static boolean isTable(Path file) {
        try {
            Glance glance = Glance.at(file);
            return glance.head().length == 0 || new CsvGuess(glance).countsSteps();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public EventSource open(Path path, Runnable restarted) {
        return new MergedSource(new Tables(path), SideFacts.ofYaml(List.of(path.resolve("params.yaml"))));
    }

    private record Tables(Path folder) implements MergedSource.Folder {
        @Override
        public List<Path> files() throws IOException {
            return tables(folder);
        }

        @Override
        public EventSource open(Path file) {
            return new CsvSource(file, SideFacts.NONE);
        }

        @Override
        public String metric(Path file, String column) {
            Path root = root(folder, file);
            String path = FolderFiles.name(root, file);
            String name = MetricNames.of(path.substring(0, path.length() - TABLE.length()));
            boolean only = column.equals(name) || column.equals(name.substring(name.lastIndexOf('/') + 1));
            return only ? name : name + "/" + column;
        }
    }

    private static List<Path> tables(Path folder) throws IOException {
        for (String root : FOLDERS) {
            List<Path> tables = FolderFiles.below(folder.resolve(root), DvcLiveLog::isNamedTable);
            if (!tables.isEmpty()) {
                return tables;
            }
        }
        return List.of();
    }

    private static Path root(Path folder, Path file) {
        for (String root : FOLDERS) {
            if (file.startsWith(folder.resolve(root))) {
                return folder.resolve(root);
            }
        }
        return folder;
    }

    private static boolean isNamedTable(Path file) {
        return file.getFileName().toString().endsWith(TABLE);
    }
}
