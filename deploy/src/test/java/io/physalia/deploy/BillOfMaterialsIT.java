package io.physalia.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The bill of materials that {@code -Prelease} writes lists every library of the program that it lies beside, byte for byte. */
class BillOfMaterialsIT {
    private static final Path PROGRAM = Chart.home().resolve("server/target/quarkus-app");

    @Test
    void everyLibraryOfTheProgramIsListedWithItsHash() throws Exception {
        Path bill = PROGRAM.resolve("physalia.cdx.json");
        assumeTrue(Files.exists(bill), "this build has no bill of materials (-Prelease)");
        JsonNode root = new ObjectMapper().readTree(bill.toFile());
        assertThat(root.path("bomFormat").asText()).isEqualTo("CycloneDX");
        assertThat(root.at("/metadata/component/name").asText()).isEqualTo("physalia-server");
        Set<String> listed = new TreeSet<>();
        for (JsonNode component : root.path("components")) {
            for (JsonNode hash : component.path("hashes")) {
                if (hash.path("alg").asText().equals("SHA-256")) {
                    listed.add(hash.path("content").asText());
                }
            }
        }
        List<Path> libraries = libraries();
        assertThat(libraries).hasSizeGreaterThan(50);
        assertThat(libraries)
                .allSatisfy(library -> assertThat(listed).as(library.toString()).contains(sha256(library)));
    }

    private static List<Path> libraries() throws IOException {
        try (Stream<Path> files = Files.walk(PROGRAM.resolve("lib"))) {
            return files.filter(file -> file.toString().endsWith(".jar")).toList();
        }
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }
}
