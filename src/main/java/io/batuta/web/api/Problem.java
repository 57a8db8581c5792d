package io.batuta.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An error as RFC 9457 problem details, on its way out of a resource. */
public final class Problem extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Body body;

  /** One field that is wrong, and how. */
  public record Violation(String field, String message) {}

  /**
   * What the caller reads.
   *
   * @param type stable, for programs: {@code /problems/bad-rule}
   * @param position of the offending word in a text, from 0; with {@code length}
   */
  @Schema(name = "Problem")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Body(
      int status,
      String type,
      String title,
      @Nullable String detail,
      @Nullable List<Violation> violations,
      @Nullable Integer position,
      @Nullable Integer length) {}

  public Problem(Body body) {
    super(body.title());
    this.body = body;
  }

  public static Problem badRequest(String detail) {
    return of(400, "bad-request", "The request cannot be read", detail);
  }

  public static Problem unauthorized() {
    return of(401, "unauthorized", "A valid key is needed", "Send it in the header X-Api-Key.");
  }

  public static Problem forbidden(String detail) {
    return of(403, "forbidden", "This key may not do that", detail);
  }

  public static Problem notFound(String what) {
    return of(404, "not-found", "Not found", what);
  }

  /** It contradicts what stands; sending it again will not help. */
  public static Problem conflict(String detail) {
    return of(409, "conflict", "This contradicts what is already there", detail);
  }

  public static Problem invalid(String title, List<Violation> violations) {
    return new Problem(
        new Body(422, "/problems/invalid", title, null, List.copyOf(violations), null, null));
  }

  /** Ours, and passing: the caller should come again. */
  public static Problem unavailable() {
    return of(
        503, "unavailable", "The database cannot be reached", "Nothing was written. Try again.");
  }

  /** A file becomes the portfolio, and nothing else may change it: the caller should come again. */
  public static Problem portfolioBusy() {
    return of(
        503,
        "portfolio-busy",
        "A file of this creditor is becoming the portfolio",
        "Send the same again when Retry-After is over: what was recorded before is not recorded twice.");
  }

  public Body body() {
    return body;
  }

  static Problem of(int status, String type, String title, @Nullable String detail) {
    return new Problem(new Body(status, "/problems/" + type, title, detail, null, null, null));
  }
}
