package io.batuta.compliance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.batuta.compliance.Verdict.Permitted;
import io.batuta.portfolio.Channel;
import io.batuta.testing.Await;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** In the running product, on its own threads and class loaders: the law and the holidays load. */
@QuarkusTest
class LawLibraryTest {

  @Inject LawLibrary library;

  @Test
  void the_law_is_found_on_an_event_loop() {
    Verdict verdict =
        Await.on(
            () ->
                Uni.createFrom()
                    .item(
                        () ->
                            library
                                .rulebook(Ana.bank("CO", null), HouseRules.NONE)
                                .judge(
                                    Ana.fine(),
                                    new ProposedContact(
                                        Channel.SMS, false, Ana.at("2026-11-23T10:00")))));
    assertEquals(new Permitted(Ana.at("2026-11-23T19:00")), verdict);
  }
}
