package io.batuta.web.api;

import java.util.List;
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

  public static Problem notFound(String what) {
    return new Problem(new Body(404, "/problems/not-found", "Not found", what, null, null, null));
  }

  public static Problem invalid(String title, List<Violation> violations) {
    return new Problem(
        new Body(422, "/problems/invalid", title, null, List.copyOf(violations), null, null));
  }

  public Body body() {
    return body;
  }
}
