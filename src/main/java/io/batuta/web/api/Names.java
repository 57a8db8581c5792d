package io.batuta.web.api;

import io.batuta.postgres.Saved;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestResponse;

/** What every "put by name" and "get by name" has in common. */
final class Names {

  private Names() {}

  /**
   * @throws Problem 422 if nothing can be called so
   */
  static String check(String name) {
    Violations violations = new Violations();
    violations.name("name", name);
    violations.refuse("The name cannot be taken");
    return name;
  }

  /** 201 for what is new, 200 for what was there. */
  static <T, A> RestResponse<A> answer(Saved<T> saved, Function<T, A> shape) {
    return RestResponse.status(
        saved.created() ? RestResponse.Status.CREATED : RestResponse.Status.OK,
        shape.apply(saved.value()));
  }

  /**
   * @throws Problem 404 if there is none
   */
  static <T> T found(Optional<T> found, String what, String name) {
    return found.orElseThrow(() -> Problem.notFound("no " + what + " is called " + name));
  }
}
