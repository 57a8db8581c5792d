package io.batuta.callback;

import static io.batuta.callback.Told.LATER;
import static io.batuta.callback.Told.event;
import static io.batuta.callback.Told.next;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.batuta.callback.Answer.Stored;
import io.batuta.callback.Sent.Contact;
import io.batuta.campaign.NextRungs;
import io.batuta.campaign.OpenWindows;
import io.batuta.dispatch.Dispatcher;
import io.batuta.dispatch.Recalls;
import io.batuta.dispatch.Watch;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.DebtorId;
import io.batuta.telemetry.Figures;
import io.batuta.testing.Await;
import io.batuta.testing.People;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class EveryMinuteTest {

  /** Tuesday, three in the morning in Bogotá: nobody's window is open, three hours around. */
  private static final Instant DEAD_OF_NIGHT = Instant.parse("2026-11-24T08:00:00Z");

  @Inject Told told;
  @Inject People people;
  @Inject Sent sent;
  @Inject OpenWindows windows;
  @Inject WaitingReports waiting;
  @Inject Recalls recalls;
  @Inject NextRungs rungs;
  @Inject Dispatcher dispatcher;
  @Inject Figures figures;
  @Inject Watch watch;

  /** They wait 72 hours at most, and a long weekend is longer. */
  @Test
  void a_report_that_overtook_its_send_finds_it_while_no_window_is_open() {
    Creditor bank = people.bank();
    DebtorId ana = people.debtor(bank, "1", Sent.NIGHT);
    Contact contact =
        sent.contact(bank, ana, Channel.SMS, "SENDING", "+57310" + (1_000_000 + next()));
    assertEquals(new Stored(1, 1, 0), told.take(event(contact, "delivered", LATER)));
    sent.commitSent(contact);
    Clock clock = Clock.fixed(DEAD_OF_NIGHT, ZoneOffset.UTC);
    EveryMinute minute =
        new EveryMinute(clock, windows, waiting, recalls, rungs, dispatcher, figures, watch);
    Map<String, Integer> counts =
        Await.on(() -> minute.runWhileOpen(1, DEAD_OF_NIGHT.plus(Duration.ofMinutes(1))));
    assertTrue(counts.get("matched") >= 1, counts.toString());
    assertEquals(List.of("delivered", "sent"), sent.facts(ana));
  }
}
