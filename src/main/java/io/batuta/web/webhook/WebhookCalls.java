package io.batuta.web.webhook;

import io.batuta.channel.RawCallback;
import io.batuta.web.api.Problem;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A provider's HTTP call in and out of our words. */
final class WebhookCalls {

  /** SNS and SES end at 256 KiB; nothing genuine comes near it. */
  static final int MOST_BYTES = 1024 * 1024;

  private WebhookCalls() {}

  static boolean isTooLarge(byte[] body) {
    return body.length > MOST_BYTES;
  }

  /** Header values whole: a signature may hold a comma. */
  static RawCallback call(HttpHeaders headers, byte[] body, Instant now) {
    Map<String, List<String>> byName = new HashMap<>();
    headers
        .getRequestHeaders()
        .forEach((name, values) -> byName.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
    return new RawCallback(byName, body, now);
  }

  static Response tooLarge() {
    return problem(413, "too-large", "A callback holds at most 1 MiB", null);
  }

  static Response problem(int status, String type, String title, @Nullable String detail) {
    return Response.status(status)
        .type("application/problem+json")
        .entity(new Problem.Body(status, "/problems/" + type, title, detail, null, null, null))
        .build();
  }
}
