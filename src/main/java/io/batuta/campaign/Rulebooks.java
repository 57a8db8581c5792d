package io.batuta.campaign;

import io.batuta.compliance.Rulebook;
import io.batuta.portfolio.Creditor;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Finds the rules that hold for a creditor's contacts. */
@FunctionalInterface
public interface Rulebooks {

  /**
   * @param house the creditor's own bounds, as stored; null: none
   */
  Rulebook of(Creditor creditor, @Nullable JsonObject house);
}
