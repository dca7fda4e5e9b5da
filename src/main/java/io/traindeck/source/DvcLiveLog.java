package io.traindeck.source;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * A folder of DVCLive: a table of tab-separated values for each metric, whose path is its name. The tables lie in {@code
 * plots/metrics}; older versions kept them in {@code scalars}, and before that right in the folder.
 */
final class DvcLiveLog implements Format {
    private static final String TABLE = ".tsv";

    /** The folders that may hold the tables, newest layout first. */
    private static final List<String> FOLDERS = List.of("plots/metrics", "plots/scalars", "scalars");

    /** The name of a column that each table has. */
    private static final String STEP = "step";

    /** The number of tables that are looked at to see what kind of a folder it is. */
    private static final int MOST_LOOKS = 20;

    @Override
    public String name() {
        return "DVCLive";
    }

    @Override
    public boolean knows(Glance glance) {
        try {
            return glance.folder() && !tables(glance.path()).isEmpty();
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
        return hasTable(folder) ? FolderFiles.below(folder, DvcLiveLog::isNamedTable) : List.of();
    }

    /**
     * Returns whether tables with a column of steps lie right in a folder: data sets and other programs have tables
     * too.
     */
    private static boolean hasTable(Path folder) throws IOException {
        try (DirectoryStream<Path> tables = Files.newDirectoryStream(folder, "*" + TABLE)) {
            int looks = 0;
            for (Path table : tables) {
                if (looks++ < MOST_LOOKS
                        && Files.isRegularFile(table)
                        && new CsvGuess(Glance.at(table)).hasColumn(STEP)) {
                    return true;
                }
            }
            return false;
        } catch (DirectoryIteratorException | NoSuchFileException e) {
            return false;
        }
    }

    /** The folder of the tables that {@code file} lies in. */
    private static Path root(Path folder, Path file) {
        return FOLDERS.stream()
                .map(folder::resolve)
                .filter(file::startsWith)
                .findFirst()
                .orElse(folder);
    }

    private static boolean isNamedTable(Path file) {
        return file.getFileName().toString().endsWith(TABLE);
    }
}
