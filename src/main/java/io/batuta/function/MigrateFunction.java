package io.batuta.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import io.batuta.postgres.Migrations;
import io.batuta.postgres.Migrations.Migrated;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Named;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code migrate}: brings the schema forward. Run once per deployment, before anything else. */
@Named("migrate")
public class MigrateFunction
    implements RequestHandler<Map<String, Object>, MigrateFunction.Answer> {

  private final Migrations migrations;

  /**
   * What was done, and where the schema stands.
   *
   * @param applied migrations, in this call
   * @param database its version now
   * @param code the newest version that this code knows; an older code may run on a newer database
   */
  @RegisterForReflection
  public record Answer(int applied, String database, String code, boolean databaseIsNewer) {}

  MigrateFunction(Migrations migrations) {
    this.migrations = migrations;
  }

  /**
   * @throws IllegalStateException if the database and this code do not fit; says why
   */
  @Override
  public Answer handleRequest(@Nullable Map<String, Object> event, Context context) {
    Migrated done = migrations.migrate();
    return new Answer(done.applied(), done.database(), done.code(), done.isNewerThanCode());
  }
}
