package io.batuta.function;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What API Gateway handed over, as the HTTP that it was. The body is the bytes that were sent, and
 * a header's value is never split, since signatures are made over both.
 *
 * @param client who asked, as API Gateway saw it
 */
record GatewayRequest(HttpRequest head, byte[] body, InetSocketAddress client) {

  /** Said anew here, or of the hop that ended at API Gateway. */
  private static final Set<String> DROPPED =
      Set.of("content-length", "transfer-encoding", "connection", "expect", "cookie");

  private static final String DEFAULT_STAGE = "$default";

  /**
   * @throws IllegalArgumentException if it is no request of an HTTP API, payload 2.0; says what it
   *     lacks
   */
  static GatewayRequest of(APIGatewayV2HTTPEvent event) {
    APIGatewayV2HTTPEvent.RequestContext context = event.getRequestContext();
    if (context == null || context.getHttp() == null || context.getHttp().getMethod() == null) {
      throw new IllegalArgumentException("requestContext.http.method is missing");
    }
    byte[] body = body(event);
    HttpRequest head =
        new DefaultHttpRequest(
            HttpVersion.HTTP_1_1, HttpMethod.valueOf(context.getHttp().getMethod()), uri(event));
    Map<String, String> headers = event.getHeaders() == null ? Map.of() : event.getHeaders();
    headers.forEach(
        (name, value) -> {
          if (value != null && !DROPPED.contains(name.toLowerCase(Locale.ROOT))) {
            head.headers().add(name, value);
          }
        });
    if (event.getCookies() != null && !event.getCookies().isEmpty()) {
      head.headers().set(HttpHeaderNames.COOKIE, String.join("; ", event.getCookies()));
    }
    if (!head.headers().contains(HttpHeaderNames.HOST)) {
      head.headers().set(HttpHeaderNames.HOST, host(context));
    }
    // As text: Vert.x reads the header as it stands, and a number is no header value to it.
    head.headers().set(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(body.length));
    return new GatewayRequest(head, body, client(context));
  }

  /** In the order in which they go to the server. */
  List<HttpObject> messages() {
    return List.of(head, new DefaultLastHttpContent(Unpooled.wrappedBuffer(body)));
  }

  private static byte[] body(APIGatewayV2HTTPEvent event) {
    if (event.getBody() == null) {
      return new byte[0];
    }
    if (!event.getIsBase64Encoded()) {
      return event.getBody().getBytes(StandardCharsets.UTF_8);
    }
    try {
      return Base64.getDecoder().decode(event.getBody());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("body is not the base64 that isBase64Encoded says", e);
    }
  }

  private static String uri(APIGatewayV2HTTPEvent event) {
    String path = encoded(withoutStage(event));
    String query = event.getRawQueryString();
    return query == null || query.isEmpty() ? path : path + "?" + encoded(query);
  }

  /** The stage's own address has its name before the path; our paths know no stages. */
  private static String withoutStage(APIGatewayV2HTTPEvent event) {
    String path = event.getRawPath() == null ? "/" : event.getRawPath();
    String stage = event.getRequestContext().getStage();
    if (stage == null || stage.equals(DEFAULT_STAGE)) {
      return path;
    }
    if (path.equals("/" + stage)) {
      return "/";
    }
    return path.startsWith("/" + stage + "/") ? path.substring(stage.length() + 1) : path;
  }

  /** API Gateway decodes parts of a path; what may not stand in a request line is encoded again. */
  private static String encoded(String text) {
    StringBuilder encoded = new StringBuilder(text.length());
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (b <= ' ' || b == 127 || b == '"' || b == '<' || b == '>' || b == '#') {
        encoded.append('%').append(String.format("%02X", b));
      } else {
        encoded.append((char) b);
      }
    }
    return encoded.toString();
  }

  private static String host(APIGatewayV2HTTPEvent.RequestContext context) {
    return context.getDomainName() == null ? "localhost" : context.getDomainName();
  }

  private static InetSocketAddress client(APIGatewayV2HTTPEvent.RequestContext context) {
    String ip = context.getHttp().getSourceIp();
    return InetSocketAddress.createUnresolved(ip == null ? "0.0.0.0" : ip, 443);
  }
}
