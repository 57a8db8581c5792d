package io.batuta.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import io.batuta.postgres.Migrations;
import jakarta.inject.Named;
import java.util.Map;

/** {@code migrate}: brings the schema forward. Run once per deployment, before anything else. */
@Named("migrate")
public class MigrateFunction implements RequestHandler<Map<String, Object>, Map<String, Integer>> {

  private final Migrations migrations;

  MigrateFunction(Migrations migrations) {
    this.migrations = migrations;
  }

  @Override
  public Map<String, Integer> handleRequest(Map<String, Object> event, Context context) {
    return Map.of("applied", migrations.migrate());
  }
}
