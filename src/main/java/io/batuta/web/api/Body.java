package io.batuta.web.api;

import org.jspecify.annotations.Nullable;

/** A request's body, which the caller may have left out. */
final class Body {

  private Body() {}

  /**
   * @throws Problem 400 if there is none
   */
  static <T> T of(@Nullable T body) {
    if (body == null) {
      throw Problem.badRequest("A JSON body is needed.");
    }
    return body;
  }
}
