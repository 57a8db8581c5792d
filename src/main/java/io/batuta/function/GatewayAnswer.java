package io.batuta.function;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.netty.buffer.ByteBuf;
import io.netty.channel.FileRegion;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.quarkus.netty.runtime.virtual.VirtualResponseHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what the server writes to the in-process channel into one answer for API Gateway. Bodies
 * keep every byte: what is not plainly UTF-8 text travels as base64.
 */
final class GatewayAnswer implements VirtualResponseHandler {

  /** Of a connection; API Gateway has its own. */
  private static final Set<String> DROPPED =
      Set.of("content-length", "transfer-encoding", "connection", "keep-alive", "set-cookie");

  /**
   * Lambda's limit for an answer, 6 MB as it is written, less room for headers and the envelope.
   */
  static final int MOST_BYTES = 6 * 1024 * 1024 - 128 * 1024;

  private final CompletableFuture<APIGatewayV2HTTPResponse> done = new CompletableFuture<>();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private final WritableByteChannel sink = Channels.newChannel(body);
  private final APIGatewayV2HTTPResponse answer = new APIGatewayV2HTTPResponse();
  private @Nullable String contentType;
  private boolean compressed;
  private boolean tooLarge;

  @Override
  public void handleMessage(Object message) {
    try {
      take(message);
    } catch (IOException | RuntimeException e) {
      done.completeExceptionally(e);
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  @Override
  public void close() {
    done.completeExceptionally(new IOException("the server closed the connection unanswered"));
  }

  /** Waits for the answer; 504 when it does not come in time, 502 when it cannot be had. */
  APIGatewayV2HTTPResponse within(Duration limit) {
    try {
      return done.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return failed(504, "http-504", "No answer in time");
    } catch (ExecutionException e) {
      return failed(502, "http-502", "No answer");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed(502, "http-502", "No answer");
    }
  }

  private void take(Object message) throws IOException {
    if (message instanceof HttpResponse head) {
      begin(head);
    }
    if (message instanceof HttpContent content) {
      append(content.content());
    } else if (message instanceof ByteBuf bytes) {
      append(bytes);
    } else if (message instanceof FileRegion file) {
      tooLarge |= body.size() + file.count() > MOST_BYTES;
      while (!tooLarge && file.transferred() < file.count()) {
        file.transferTo(sink, file.transferred());
      }
    }
    if (message instanceof LastHttpContent) {
      finish();
    }
  }

  private void begin(HttpResponse head) {
    HttpHeaders headers = head.headers();
    answer.setStatusCode(head.status().code());
    Map<String, String> single = new HashMap<>();
    for (String name : headers.names()) {
      if (!DROPPED.contains(name.toLowerCase(Locale.ROOT))) {
        single.put(name, String.join(",", headers.getAll(name)));
      }
    }
    answer.setHeaders(single);
    List<String> cookies = headers.getAll("set-cookie");
    if (!cookies.isEmpty()) {
      answer.setCookies(cookies);
    }
    contentType = headers.get("content-type");
    compressed = headers.contains("content-encoding");
  }

  private void append(ByteBuf bytes) throws IOException {
    tooLarge |= body.size() + bytes.readableBytes() > MOST_BYTES;
    if (tooLarge) {
      body.reset(); // what cannot be given is not gathered
    } else {
      bytes.readBytes(body, bytes.readableBytes());
    }
  }

  private void finish() {
    byte[] bytes = body.toByteArray();
    String text = compressed || !isText(contentType) ? null : utf8(bytes);
    if (tooLarge || (text == null ? bytes.length / 3 * 4 + 4 : written(text, bytes)) > MOST_BYTES) {
      done.complete(
          failed(500, "answer-too-large", "The answer is larger than 6 MB, the most there can be"));
      return;
    }
    answer.setIsBase64Encoded(text == null);
    answer.setBody(text == null ? Base64.getEncoder().encodeToString(bytes) : text);
    done.complete(answer);
  }

  /** Bytes that the text takes within JSON, where some characters are escaped. */
  private static long written(String text, byte[] bytes) {
    return bytes.length
        + text.chars().mapToLong(c -> c == '"' || c == '\\' ? 1 : c < ' ' ? 5 : 0).sum();
  }

  private static boolean isText(@Nullable String type) {
    if (type == null) {
      return false;
    }
    String kind = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return kind.startsWith("text/")
        || kind.endsWith("json")
        || kind.endsWith("xml")
        || kind.endsWith("javascript")
        || kind.endsWith("yaml");
  }

  private static @Nullable String utf8(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  static APIGatewayV2HTTPResponse failed(int status, String type, String title) {
    return APIGatewayV2HTTPResponse.builder()
        .withStatusCode(status)
        .withHeaders(Map.of("content-type", "application/problem+json"))
        .withBody(
            "{\"status\":%d,\"type\":\"/problems/%s\",\"title\":\"%s\"}"
                .formatted(status, type, title))
        .build();
  }
}
