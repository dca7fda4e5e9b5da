package io.traindeck;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** In a long list of values two neighbours of one type can be swapped, and nobody notices. */
class RecordsTest {
    private static final int MOST_COMPONENTS = 7;

    @Test
    void aRecordOfManyComponentsIsDividedIntoParts() {
        Map<String, Long> records = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("io.traindeck").stream()
                        .filter(JavaClass::isRecord)
                        .collect(Collectors.toMap(JavaClass::getName, RecordsTest::components));
        assertThat(records).hasSizeGreaterThan(100);
        records.values().removeIf(components -> components <= MOST_COMPONENTS);
        assertThat(records).isEmpty();
    }

    private static long components(JavaClass type) {
        return type.getFields().stream()
                .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
                .count();
    }
}
