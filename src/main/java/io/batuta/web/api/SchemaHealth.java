package io.batuta.web.api;

import io.batuta.postgres.SchemaVersion;
import io.batuta.postgres.SchemaVersion.Standing;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready when the database answers and has the schema that this code needs, or a later one. Says
 * what to do when it has not.
 */
@Readiness
@ApplicationScoped
class SchemaHealth implements AsyncHealthCheck {

  private static final String NAME = "schema";
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final SchemaVersion schema;

  SchemaHealth(SchemaVersion schema) {
    this.schema = schema;
  }

  @Override
  public Uni<HealthCheckResponse> call() {
    return schema
        .standing()
        .ifNoItem()
        .after(PATIENCE)
        .fail()
        .map(SchemaHealth::answer)
        .onFailure()
        .recoverWithItem(
            HealthCheckResponse.named(NAME)
                .down()
                .withData("why", "the database does not answer")
                .build());
  }

  static HealthCheckResponse answer(Standing standing) {
    var answer = HealthCheckResponse.named(NAME);
    return switch (standing) {
      case Standing.Current current -> answer.up().withData("version", current.version()).build();
      case Standing.Newer newer ->
          answer
              .up()
              .withData("version", newer.version())
              .withData("written for", newer.wanted())
              .build();
      case Standing.Behind behind ->
          answer
              .down()
              .withData("version", behind.version())
              .withData("needed", behind.wanted())
              .withData("why", "the schema is behind this code: run the migrate function")
              .build();
    };
  }
}
