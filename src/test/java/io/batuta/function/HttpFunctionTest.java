package io.batuta.function;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The conversion in both directions; VirtualHttpTest drives the whole through Quarkus. */
class HttpFunctionTest {

  private static final byte[] BYTES = {0, 1, (byte) 0xff, (byte) 0xc3, 10};

  @Test
  void a_request_keeps_its_query_headers_and_cookies_whole() {
    APIGatewayV2HTTPEvent event = event("POST", "/webhooks/x");
    event.setRawQueryString("a=1&a=2&b=%20c");
    event.setHeaders(
        Map.of(
            "webhook-signature", "v1,abc v1,def",
            "Content-Length", "999",
            "Expect", "100-continue",
            "host", "batuta.example"));
    event.setCookies(List.of("a=1", "b=2"));
    GatewayRequest request = GatewayRequest.of(event);
    assertEquals("/webhooks/x?a=1&a=2&b=%20c", request.head().uri());
    assertEquals(List.of("v1,abc v1,def"), request.head().headers().getAll("webhook-signature"));
    assertEquals("a=1; b=2", request.head().headers().get("cookie"));
    assertEquals(List.of("0"), request.head().headers().getAll("content-length"));
    assertNull(request.head().headers().get("expect"));
    assertEquals("batuta.example", request.head().headers().get("host"));
  }

  @Test
  void a_body_keeps_every_byte() {
    APIGatewayV2HTTPEvent binary = event("POST", "/");
    binary.setBody(Base64.getEncoder().encodeToString(BYTES));
    binary.setIsBase64Encoded(true);
    assertArrayEquals(BYTES, GatewayRequest.of(binary).body());
    APIGatewayV2HTTPEvent text = event("POST", "/");
    text.setBody("año\r\n");
    GatewayRequest request = GatewayRequest.of(text);
    assertArrayEquals("año\r\n".getBytes(StandardCharsets.UTF_8), request.body());
    assertEquals("6", request.head().headers().get("content-length"));
  }

  @Test
  void a_stage_is_no_part_of_the_path_and_a_blank_is_encoded_again() {
    APIGatewayV2HTTPEvent event = event("GET", "/prod/api/v1/facts");
    event.getRequestContext().setStage("prod");
    assertEquals("/api/v1/facts", GatewayRequest.of(event).head().uri());
    assertEquals(
        "/campaigns/31%20a%2060%C3%B1",
        GatewayRequest.of(event("GET", "/campaigns/31 a%2060ñ")).head().uri());
    assertEquals("/a%0D%0AX:%20y", GatewayRequest.of(event("GET", "/a\r\nX: y")).head().uri());
  }

  @Test
  void an_answer_is_gathered_from_its_pieces() {
    GatewayAnswer answer = new GatewayAnswer();
    DefaultHttpResponse head = head("application/json; charset=UTF-8");
    head.headers().add("set-cookie", "a=1").add("set-cookie", "b=2");
    head.headers().add("Vary", "Accept").add("Vary", "Origin").add("content-length", "12");
    answer.handleMessage(head);
    answer.handleMessage(
        new DefaultHttpContent(
            Unpooled.wrappedBuffer("{\"a\":\"ñ".getBytes(StandardCharsets.UTF_8))));
    answer.handleMessage(
        new DefaultLastHttpContent(Unpooled.wrappedBuffer("\"}".getBytes(StandardCharsets.UTF_8))));
    APIGatewayV2HTTPResponse gathered = answer.within(Duration.ofSeconds(1));
    assertEquals(200, gathered.getStatusCode());
    assertEquals("{\"a\":\"ñ\"}", gathered.getBody());
    assertFalse(gathered.getIsBase64Encoded());
    assertEquals(List.of("a=1", "b=2"), gathered.getCookies());
    assertEquals("Accept,Origin", gathered.getHeaders().get("Vary"));
    assertFalse(gathered.getHeaders().containsKey("content-length"));
  }

  @Test
  void what_is_no_text_travels_as_base64() {
    for (String type : new String[] {"application/octet-stream", "text/plain"}) {
      GatewayAnswer answer = new GatewayAnswer();
      answer.handleMessage(head(type));
      answer.handleMessage(new DefaultHttpContent(Unpooled.wrappedBuffer(BYTES)));
      answer.handleMessage(LastHttpContent.EMPTY_LAST_CONTENT);
      APIGatewayV2HTTPResponse gathered = answer.within(Duration.ofSeconds(1));
      assertTrue(gathered.getIsBase64Encoded());
      assertArrayEquals(BYTES, Base64.getDecoder().decode(gathered.getBody()));
    }
  }

  @Test
  void an_answer_that_lambda_would_not_carry_is_replaced_by_one_that_says_so() {
    byte[] quotes = new byte[4 * 1024 * 1024];
    java.util.Arrays.fill(quotes, (byte) '"'); // each is two bytes once it is written as JSON
    for (byte[][] pieces :
        new byte[][][] {
          {quotes},
          {new byte[3 * 1024 * 1024], new byte[3 * 1024 * 1024]},
          {new byte[7 * 1024 * 1024]}
        }) {
      GatewayAnswer answer = new GatewayAnswer();
      answer.handleMessage(head(pieces[0] == quotes ? "text/csv" : "application/octet-stream"));
      for (byte[] piece : pieces) {
        answer.handleMessage(new DefaultHttpContent(Unpooled.wrappedBuffer(piece)));
      }
      answer.handleMessage(LastHttpContent.EMPTY_LAST_CONTENT);
      APIGatewayV2HTTPResponse told = answer.within(Duration.ofSeconds(1));
      assertEquals(500, told.getStatusCode());
      assertTrue(told.getBody().contains("/problems/answer-too-large"), told.getBody());
    }
  }

  @Test
  void an_answer_just_below_the_limit_goes_out() {
    GatewayAnswer answer = new GatewayAnswer();
    answer.handleMessage(head("text/csv"));
    byte[] text = new byte[GatewayAnswer.MOST_BYTES];
    java.util.Arrays.fill(text, (byte) 'a');
    answer.handleMessage(new DefaultHttpContent(Unpooled.wrappedBuffer(text)));
    answer.handleMessage(LastHttpContent.EMPTY_LAST_CONTENT);
    assertEquals(200, answer.within(Duration.ofSeconds(1)).getStatusCode());
  }

  @Test
  void an_event_that_is_no_request_is_a_bad_request() {
    HttpFunction http = new HttpFunction();
    APIGatewayV2HTTPEvent noBase64 = event("POST", "/");
    noBase64.setBody("%%%");
    noBase64.setIsBase64Encoded(true);
    APIGatewayV2HTTPEvent noContext = event("GET", "/");
    noContext.setRequestContext(null);
    APIGatewayV2HTTPEvent badMethod = event("GE T", "/");
    APIGatewayV2HTTPEvent badHeader = event("GET", "/");
    badHeader.setHeaders(Map.of("x\ny", "z"));
    for (APIGatewayV2HTTPEvent event :
        List.of(new APIGatewayV2HTTPEvent(), noBase64, noContext, badMethod, badHeader)) {
      APIGatewayV2HTTPResponse told = http.handleRequest(event, null);
      assertEquals(400, told.getStatusCode());
      assertEquals("application/problem+json", told.getHeaders().get("content-type"));
    }
  }

  @Test
  void without_an_answer_the_caller_hears_so() {
    assertEquals(504, new GatewayAnswer().within(Duration.ZERO).getStatusCode());
    GatewayAnswer closed = new GatewayAnswer();
    closed.close();
    assertEquals(502, closed.within(Duration.ofSeconds(1)).getStatusCode());
  }

  private static DefaultHttpResponse head(String type) {
    DefaultHttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
    head.headers().set("content-type", type);
    return head;
  }

  static APIGatewayV2HTTPEvent event(String method, String path) {
    return APIGatewayV2HTTPEvent.builder()
        .withRawPath(path)
        .withRequestContext(
            APIGatewayV2HTTPEvent.RequestContext.builder()
                .withStage("$default")
                .withDomainName("abc.execute-api.example")
                .withHttp(
                    APIGatewayV2HTTPEvent.RequestContext.Http.builder()
                        .withMethod(method)
                        .withSourceIp("203.0.113.9")
                        .build())
                .build())
        .build();
  }
}
