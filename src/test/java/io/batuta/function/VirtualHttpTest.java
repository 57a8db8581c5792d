package io.batuta.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.batuta.testing.Keys;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Base64;
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
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8)));
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
}
