package io.traindeck;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.traindeck.testing.Document;
import io.traindeck.testing.MadeTable;
import io.traindeck.testing.PackageInfo;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests which rooms may import which. A room is a package under {@code io.traindeck}, with all that is below it. */
class RoomsTest {
    /** The table of rooms: a room and the rooms it may import besides itself and {@link #TEXT}. */
    private enum Room {
        TEXT,
        EVENT,
        METRIC(EVENT),
        RUN(EVENT),
        SOURCE(EVENT, RUN),
        REMOTE(RUN),
        MACHINE(EVENT),
        SUPERVISE(EVENT, RUN, SOURCE, MACHINE),
        DATA,
        MODEL,
        ADVICE(EVENT, METRIC),
        STATE(EVENT, METRIC, ADVICE),
        TRAIN(EVENT, DATA, MODEL), // what it asks of a run folder it declares itself
        LISTEN(EVENT, RUN), // it is for other programs: no room may know it
        TERMINAL,
        COMPARISON(EVENT, METRIC, ADVICE, STATE, RUN, SOURCE),
        LISTING(EVENT, METRIC, ADVICE, STATE, RUN, SOURCE),
        PLOT(EVENT, METRIC, ADVICE, STATE, RUN, SOURCE, COMPARISON),
        DASHBOARD(EVENT, METRIC, ADVICE, STATE, RUN, SOURCE, TERMINAL, COMPARISON, LISTING),
        CLI(
                EVENT,
                METRIC,
                RUN,
                SOURCE,
                MACHINE,
                SUPERVISE,
                DATA,
                MODEL,
                ADVICE,
                STATE,
                TRAIN,
                TERMINAL,
                COMPARISON,
                LISTING,
                PLOT,
                DASHBOARD,
                REMOTE);

        private final List<Room> mayImport;

        Room(Room... mayImport) {
            this.mayImport = List.of(mayImport);
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        String classes() {
            return "io.traindeck." + word() + "..";
        }
    }

    /** The packages of the dashboard, in an order in which each knows only those before it. */
    private static final List<String> DASHBOARD =
            List.of("draw", "chart", "keys", "page", "output", "panel", "live", "replay", "comparison", "home", "");

    /** The packages of the command line, in such an order too. */
    private static final List<String> CLI = List.of(
            "option",
            "plain",
            "log",
            "waiting",
            "trainer",
            "screen",
            "slurm",
            "queue",
            "ablation",
            "sweep",
            "evaluation",
            "bench",
            "doctor",
            "install",
            "");

    private static JavaClasses all;

    @BeforeAll
    static void load() {
        all = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.traindeck");
        assertThat(all).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aRoomImportsOnlyWhatTheTableAllows(Room room) {
        String[] forbidden = Stream.of(Room.values())
                .filter(other -> other != room && other != Room.TEXT && !room.mayImport.contains(other))
                .map(Room::classes)
                .toArray(String[]::new);

        holds(noClasses()
                .that()
                .resideInAPackage(room.classes())
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden));
    }

    @Test
    void theTableOfRoomsIsInTheDocument() throws IOException {
        MadeTable table = new MadeTable(RoomsTest.class, "package", "what is in it", "may import", "start with");
        List<String> all = PackageInfo.names();
        for (Room room : Room.values()) {
            for (String name : inside(room, all)) {
                PackageInfo info = PackageInfo.of(name);
                String imports = !name.equals(room.word())
                        ? ""
                        : room.mayImport.isEmpty()
                                ? "nothing"
                                : room.mayImport.stream()
                                        .map(other -> "`" + other.word() + "`")
                                        .collect(Collectors.joining(" "));
                String start =
                        info.start().orElseThrow().getFileName().toString().replace(".java", "");
                table.row("`" + name + "`", info.firstSentence(), imports, "`" + start + "`");
            }
        }
        assertThat(table.size()).isEqualTo(all.size());
        Document.CONTRIBUTING.assertHolds("rooms", table);
    }

    /**
     * Returns the packages of a room, itself included; if there is an order in which each knows only those before it,
     * in that order.
     */
    private static List<String> inside(Room room, List<String> all) {
        List<String> order = room == Room.DASHBOARD ? DASHBOARD : room == Room.CLI ? CLI : null;
        if (order != null) {
            return order.stream()
                    .map(name -> name.isEmpty() ? room.word() : room.word() + "." + name)
                    .toList();
        }
        return all.stream()
                .filter(name -> name.equals(room.word()) || name.startsWith(room.word() + "."))
                .toList();
    }

    @Test
    void everyClassIsInARoom() {
        holds(classes().should().resideInAnyPackage(packages(Room.values())));
    }

    @Test
    void noPackagesFormACycle() {
        holds(slices().matching("io.traindeck.(**)").should().beFreeOfCycles());
    }

    @Test
    void inTheDashboardAPackageKnowsOnlyThoseBeforeIt() {
        eachKnowsOnlyThoseBeforeIt(Room.DASHBOARD, DASHBOARD);
    }

    @Test
    void inTheCommandLineAPackageKnowsOnlyThoseBeforeIt() {
        eachKnowsOnlyThoseBeforeIt(Room.CLI, CLI);
    }

    @Test
    void onlyThoseWhoTrainKnowDjl() {
        onlyIn("ai.djl..", Room.DATA, Room.MODEL, Room.TRAIN, Room.LISTEN);
    }

    @Test
    void onlyThoseWhoDrawKnowLanternaAndJLine() {
        onlyIn("com.googlecode.lanterna..", Room.DASHBOARD, Room.TERMINAL, Room.CLI);
        onlyIn("org.jline..", Room.DASHBOARD, Room.TERMINAL, Room.CLI);
    }

    @Test
    void onlyThePlotKnowsTheChartingLibrary() {
        onlyIn("org.jfree..", Room.PLOT);
        onlyIn("org.apache.batik..", Room.PLOT);
        onlyIn("java.awt..", Room.PLOT);
    }

    @Test
    void onlyTheCommandLinePrints() {
        holds(noClasses()
                .that()
                .resideOutsideOfPackage(Room.CLI.classes())
                // It holds back what others print while a screen is up, and prints it when the screen is gone.
                .and()
                .doNotHaveFullyQualifiedName("io.traindeck.terminal.StrayOutput")
                .should(ACCESS_STANDARD_STREAMS));
    }

    /** @param names the names of the packages below {@code room}, in their order; the empty one is the room's own */
    private static void eachKnowsOnlyThoseBeforeIt(Room room, List<String> names) {
        String top = "io.traindeck." + room.word();
        List<String> packages = names.stream()
                .map(name -> name.isEmpty() ? top : top + "." + name)
                .toList();
        holds(classes()
                .that()
                .resideInAPackage(room.classes())
                .should()
                .resideInAnyPackage(packages.toArray(String[]::new)));
        for (int i = 0; i < packages.size(); i++) {
            String[] later = packages.subList(i + 1, packages.size()).toArray(String[]::new);
            holds(noClasses()
                    .that()
                    .resideInAPackage(packages.get(i))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(later));
        }
    }

    private static void onlyIn(String library, Room... rooms) {
        holds(noClasses()
                .that()
                .resideOutsideOfPackages(packages(rooms))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library));
    }

    private static String[] packages(Room... rooms) {
        return Stream.of(rooms).map(Room::classes).toArray(String[]::new);
    }

    /** Checks a rule that a room without classes does not break. */
    private static void holds(ArchRule rule) {
        rule.allowEmptyShould(true).check(all);
    }
}
