package io.batuta.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.batuta.campaign.StrategyStore.NamedStrategy;
import io.batuta.portfolio.Creditor;
import io.batuta.postgres.Sessions;
import io.batuta.testing.Await;
import io.batuta.testing.People;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
class StrategyStoreTest {

  private static final JsonObject LADDER = new JsonObject().put("type", "ladder");

  @Inject People people;
  @Inject Sessions sessions;
  @Inject StrategyStore strategies;

  @Test
  void hibernate_sees_one_creditor_at_a_time() {
    Creditor bank = people.bank();
    Await.on(() -> strategies.put(bank.id(), new NamedStrategy("mine", LADDER)));
    Creditor other = people.bank();
    long seen =
        Await.on(
            () ->
                sessions.asTenant(
                    other.id().value(),
                    session ->
                        session
                            .createQuery("SELECT count(s) FROM Strategy s", Long.class)
                            .getSingleResult()));
    assertEquals(0, seen);
    assertTrue(Await.on(() -> strategies.byName(other.id(), "mine")).isEmpty());
    assertTrue(Await.on(() -> strategies.byName(bank.id(), "mine")).isPresent());
    Exception refused =
        assertThrows(
            Exception.class,
            () ->
                Await.on(
                    () ->
                        sessions.asTenant(
                            other.id().value(),
                            session ->
                                session
                                    .createNativeQuery(
                                        "INSERT INTO strategy (creditor_id, name, definition) VALUES ("
                                            + bank.id().value()
                                            + ", 'stolen', '{}')")
                                    .executeUpdate())));
    assertTrue(refused.toString().contains("row-level security"), refused.toString());
  }
}
