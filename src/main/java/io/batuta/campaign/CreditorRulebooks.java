package io.batuta.campaign;

import io.batuta.compliance.HouseRules;
import io.batuta.compliance.LawLibrary;
import io.batuta.compliance.Rulebook;
import io.batuta.portfolio.Creditor;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The law of the creditor's country with its own bounds, put together once for many contacts. */
@ApplicationScoped
class CreditorRulebooks implements Rulebooks {

  /**
   * More creditors than this in one process, or bounds changed this often, and all are made anew.
   */
  private static final int MOST = 1_000;

  private record Key(Creditor creditor, @Nullable JsonObject house) {}

  private final LawLibrary library;
  private final Map<Key, Rulebook> made = new ConcurrentHashMap<>();

  CreditorRulebooks(LawLibrary library) {
    this.library = library;
  }

  @Override
  public Rulebook of(Creditor creditor, @Nullable JsonObject house) {
    if (made.size() > MOST) {
      made.clear();
    }
    return made.computeIfAbsent(
        new Key(creditor, house),
        key ->
            library.rulebook(creditor, house == null ? HouseRules.NONE : HouseRules.parse(house)));
  }
}
