package io.batuta.web.api;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.batuta.testing.Keys;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The document that people read and generate clients from is the one that the product serves. */
@QuarkusTest
class InterfaceDocumentTest {

  private static final Path DOCUMENT = Path.of("docs/openapi.yaml");

  @Inject Keys keys;

  @Test
  void the_committed_document_is_the_generated_one() throws IOException {
    String generated =
        keys.request().get("/q/openapi?format=yaml").then().statusCode(200).extract().asString();
    if (Boolean.getBoolean("batuta.docs.write")) {
      Files.createDirectories(DOCUMENT.getParent());
      Files.writeString(DOCUMENT, generated);
    }
    assertEquals(
        generated,
        Files.readString(DOCUMENT),
        "write it anew: mvn test -Dtest=InterfaceDocumentTest -Dbatuta.docs.write=true");
  }

  @Test
  void swagger_and_health_are_there_and_health_asks_the_database() {
    keys.request().get("/q/swagger-ui/").then().statusCode(200).body(containsString("Batuta"));
    keys.request()
        .get("/q/health/ready")
        .then()
        .statusCode(200)
        .body("status", equalTo("UP"))
        .body("checks.name.toString()", containsString("Reactive PostgreSQL"));
  }
}
