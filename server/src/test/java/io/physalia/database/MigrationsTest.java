package io.physalia.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class MigrationsTest {
    @Test
    void theListNamesEveryFileOldestFirst() throws IOException {
        try (var files = Files.list(Path.of("src/main/resources", Migrations.FOLDER))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(Migrations.FILES);
        }
        List<Integer> versions = Migrations.FILES.stream()
                .map(file -> Integer.parseInt(file.substring(1, file.indexOf("__"))))
                .toList();
        assertThat(versions).isSorted().doesNotHaveDuplicates();
        assertThat(Migrations.newest()).isEqualTo(versions.getLast());
    }
}
