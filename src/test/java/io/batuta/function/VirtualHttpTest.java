package io.batuta.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.batuta.testing.Keys;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The whole way that a request takes in the cloud: event, in-process channel, resource, answer. */
@QuarkusTest
@TestProfile(VirtualHttpTest.WithoutSocket.class)
class VirtualHttpTest {

  /** As the archive for Lambda is built. */
  public static final class WithoutSocket implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("quarkus.http.virtual", "true");
    }
  }

  private final HttpFunction http = new HttpFunction();

  @Test
  void a_request_reaches_its_resource_and_an_error_is_a_problem() {
    APIGatewayV2HTTPResponse refused =
        http.handleRequest(HttpFunctionTest.event("GET", "/api/v1/creditors/x"), null);
    assertEquals(401, refused.getStatusCode());
    assertEquals("application/problem+json", refused.getHeaders().get("Content-Type"));
    assertTrue(refused.getBody().contains("/problems/unauthorized"), refused.getBody());
  }

  @Test
  void a_body_in_base64_is_read_and_the_same_connection_is_not_needed_twice() {
    String path = "/api/v1/creditors/virtual-" + UUID.randomUUID();
    APIGatewayV2HTTPEvent put = HttpFunctionTest.event("PUT", path);
    put.setHeaders(Map.of("x-api-key", Keys.INSTALLATION, "content-type", "application/json"));
    put.setBody(
        Base64.getEncoder()
            .encodeToString(
                """
                {"name":"Préstamos ñ","country":"CO","currency":"COP","timeZone":"America/Bogota"}
                """
                    .getBytes(StandardCharsets.UTF_8)));
    put.setIsBase64Encoded(true);
    assertEquals(201, http.handleRequest(put, null).getStatusCode());
    assertEquals(200, http.handleRequest(put, null).getStatusCode());
    APIGatewayV2HTTPEvent get = HttpFunctionTest.event("GET", path);
    get.setHeaders(Map.of("x-api-key", Keys.INSTALLATION));
    APIGatewayV2HTTPResponse found = http.handleRequest(get, null);
    assertEquals(200, found.getStatusCode());
    assertTrue(found.getBody().contains("Préstamos ñ"), found.getBody());
  }

  @Test
  void a_portfolio_is_loaded_and_the_same_file_changes_nothing() {
    String bank = bank();
    String key = key(bank);
    byte[] file = portfolio(60, "\n");
    for (String done : List.of("\"inserted\":60", "\"unchanged\":60")) {
      APIGatewayV2HTTPResponse loaded = load(bank, key, file);
      assertEquals(200, loaded.getStatusCode(), loaded.getBody());
      assertTrue(loaded.getBody().contains(done), loaded.getBody());
    }
  }

  /** The most that Lambda hands over, in more pages than are read ahead. */
  @Test
  void a_portfolio_of_four_and_a_half_megabytes_is_read_to_its_end() {
    String bank = bank();
    byte[] file = portfolio(12_000, "\n".repeat(330));
    assertTrue(file.length > 4_500_000, file.length + " bytes");
    APIGatewayV2HTTPResponse loaded = load(bank, key(bank), file);
    assertEquals(200, loaded.getStatusCode(), loaded.getBody());
    assertTrue(loaded.getBody().contains("\"inserted\":12000"), loaded.getBody());
  }

  @Test
  void no_headers_at_all_and_eight_kilobytes_of_cookies_are_both_taken() {
    APIGatewayV2HTTPEvent bare = HttpFunctionTest.event("GET", "/api/v1/facts");
    bare.setHeaders(null);
    bare.setCookies(null);
    assertEquals(401, http.handleRequest(bare, null).getStatusCode());
    APIGatewayV2HTTPEvent many = HttpFunctionTest.event("GET", "/api/v1/creditors/nobody");
    many.setHeaders(Map.of("x-api-key", Keys.INSTALLATION));
    many.setCookies(java.util.Collections.nCopies(80, "c=" + "x".repeat(100)));
    assertEquals(404, http.handleRequest(many, null).getStatusCode());
  }

  @Test
  void a_page_and_the_health_come_the_same_way() {
    assertEquals(
        200, http.handleRequest(HttpFunctionTest.event("GET", "/q/health"), null).getStatusCode());
    APIGatewayV2HTTPResponse page = http.handleRequest(HttpFunctionTest.event("GET", "/"), null);
    assertEquals(401, page.getStatusCode());
    assertTrue(page.getHeaders().get("WWW-Authenticate").startsWith("Basic"));
  }

  private APIGatewayV2HTTPResponse load(String bank, String key, byte[] file) {
    return called("POST", bank + "/portfolio", key, "text/csv; charset=utf-8", file);
  }

  /** The path of a new creditor. */
  private String bank() {
    String path = "/api/v1/creditors/virtual-" + UUID.randomUUID();
    String terms =
        "{\"name\":\"Banco\",\"country\":\"CO\",\"currency\":\"COP\",\"timeZone\":\"America/Bogota\"}";
    APIGatewayV2HTTPResponse put =
        called("PUT", path, Keys.INSTALLATION, "application/json", utf8(terms));
    assertEquals(201, put.getStatusCode(), put.getBody());
    return path;
  }

  private String key(String bank) {
    byte[] role = utf8("{\"role\":\"integration\"}");
    APIGatewayV2HTTPResponse made =
        called("POST", bank + "/keys", Keys.INSTALLATION, "application/json", role);
    assertEquals(201, made.getStatusCode(), made.getBody());
    return new JsonObject(made.getBody()).getString("key");
  }

  private APIGatewayV2HTTPResponse called(
      String method, String path, String key, String contentType, byte[] body) {
    APIGatewayV2HTTPEvent event = HttpFunctionTest.event(method, path);
    event.setHeaders(Map.of("x-api-key", key, "content-type", contentType));
    event.setBody(Base64.getEncoder().encodeToString(body));
    event.setIsBase64Encoded(true);
    return http.handleRequest(event, null);
  }

  private static byte[] portfolio(int rows, String lineEnd) {
    StringBuilder file =
        new StringBuilder("account_number,debtor_number,name,balance,due_date,phone_1\n");
    for (int n = 1; n <= rows; n++) {
      file.append("A%1$d,D%1$d,Ana Díaz,1250.50,2026-10-01,33335%1$05d".formatted(n))
          .append(lineEnd);
    }
    return utf8(file.toString());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
