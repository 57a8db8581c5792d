package io.batuta.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.batuta.ledger.ContactId;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.CreditorId;
import io.batuta.portfolio.DebtorId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What every gateway must do, whatever its provider: say what became of a message, and call once.
 *
 * <p>To add a provider, extend this, make the provider behave in each of the ways below, and add
 * tests for what is its own: what the request looks like, what its error codes mean.
 */
public abstract class ChannelContract {

  /** Generous where the provider answers at all; a gateway under test is never this slow. */
  protected static final Duration LONG_ENOUGH = Duration.ofSeconds(30);

  private static final Duration TOO_SHORT = Duration.ofMillis(300);
  private static final LocalDate NIGHT = LocalDate.parse("2026-11-23");

  private final Set<ContactId> made = new HashSet<>();

  protected abstract ChannelGateway gateway();

  /** A channel that it carries, an address it takes there, and a sender it lets us use. */
  protected abstract Route route();

  /** Whether it may carry the contacts of made-up creditors. */
  protected abstract boolean carriesFiction();

  /** From now on the provider takes messages, under this id. */
  protected abstract void theProviderTakesThem(String messageId);

  /** From now on the provider says that we send too fast. */
  protected abstract void theProviderThrottles();

  /** From now on the provider refuses for good. */
  protected abstract void theProviderRefuses();

  /** From now on the provider reads the request, then the line is cut. */
  protected abstract void theLineIsCutAfterTheRequest();

  /** From now on the provider reads the request, then says nothing for longer than the time-out. */
  protected abstract void theProviderIsSilent();

  /** From now on the provider answers with a fault of its own. */
  protected abstract void theProviderIsBroken();

  /** From now on nobody is there to connect to. */
  protected abstract void nobodyListens();

  /** Requests that reached the provider since the test began. */
  protected abstract int requests();

  public record Route(Channel channel, String address, String sender) {}

  @Test
  void a_message_that_is_taken_is_accepted_under_the_providers_id() {
    theProviderTakesThem("id-1");
    assertEquals(new SendOutcome.Accepted("id-1"), send(message()));
    assertEquals(1, requests());
  }

  @Test
  void a_second_message_is_a_second_call() {
    theProviderTakesThem("id-1");
    send(message());
    theProviderTakesThem("id-2");
    assertEquals(new SendOutcome.Accepted("id-2"), send(message()));
    assertEquals(2, requests());
  }

  @Test
  void throttling_is_later_and_not_a_failure() {
    theProviderThrottles();
    SendOutcome.Deferred later = assertInstanceOf(SendOutcome.Deferred.class, send(message()));
    assertTrue(later.after().isPositive());
    assertFreeOfPersonalData(later.code());
    assertEquals(1, requests());
  }

  @Test
  void a_refusal_for_good_is_a_rejection() {
    theProviderRefuses();
    SendOutcome.Rejected no = assertInstanceOf(SendOutcome.Rejected.class, send(message()));
    assertFreeOfPersonalData(no.code());
    assertEquals(1, requests());
  }

  @Test
  void a_line_cut_after_the_request_cannot_be_decided_and_is_not_tried_again() {
    theLineIsCutAfterTheRequest();
    assertUndecided();
  }

  @Test
  void a_line_cut_on_a_connection_used_before_is_not_tried_again() {
    theProviderTakesThem("id-1");
    send(message());
    theLineIsCutAfterTheRequest();
    assertInstanceOf(SendOutcome.Unknown.class, send(message()));
    assertEquals(2, requests());
  }

  @Test
  void an_answer_that_does_not_come_in_time_cannot_be_decided() {
    theProviderIsSilent();
    SendOutcome outcome = send(message(false, TOO_SHORT));
    assertInstanceOf(SendOutcome.Unknown.class, outcome);
  }

  @Test
  void a_fault_of_the_provider_cannot_be_decided_and_is_not_tried_again() {
    theProviderIsBroken();
    assertUndecided();
  }

  @Test
  void a_provider_that_cannot_be_reached_is_tried_later_since_nothing_left() {
    nobodyListens();
    assertInstanceOf(SendOutcome.Deferred.class, send(message()));
    assertEquals(0, requests());
  }

  @Test
  void a_made_up_creditor_reaches_nobody_real() {
    theProviderTakesThem("id-1");
    SendOutcome outcome = send(message(true, LONG_ENOUGH));
    if (carriesFiction()) {
      assertEquals(new SendOutcome.Accepted("id-1"), outcome);
    } else {
      assertEquals(new SendOutcome.Rejected(OneCall.FICTIONAL, false), outcome);
      assertEquals(0, requests());
    }
  }

  @Test
  void it_says_which_channels_it_carries() {
    assertTrue(gateway().channels().contains(route().channel()));
    assertFalse(gateway().provider().isBlank());
  }

  /** A message of a real creditor, to a contact that no other message of this test has. */
  protected final OutboundMessage message() {
    return message(false, LONG_ENOUGH);
  }

  protected final OutboundMessage message(boolean fictional, Duration timeout) {
    ContactId contact =
        ContactId.of(new CreditorId(7), NIGHT, new DebtorId(1_000L + made.size()), 0);
    made.add(contact);
    return new OutboundMessage(
        contact,
        fictional,
        route().channel(),
        route().address(),
        route().sender(),
        route().channel() == Channel.EMAIL ? "Su cuota de noviembre" : null,
        "Señora Ana Peña: su cuota venció ayer.\nPague en https://banco.example/p?a=1&b=2",
        Instant.parse("2026-11-24T00:00:00Z"),
        timeout);
  }

  protected final SendOutcome send(OutboundMessage message) {
    return gateway().send(message).await().atMost(LONG_ENOUGH);
  }

  private void assertUndecided() {
    SendOutcome.Unknown lost = assertInstanceOf(SendOutcome.Unknown.class, send(message()));
    assertFreeOfPersonalData(lost.code());
    assertEquals(1, requests());
  }

  private void assertFreeOfPersonalData(String code) {
    assertTrue(code.matches("[A-Za-z0-9._-]{1,64}"), code);
    assertFalse(code.contains(route().address()), code);
  }
}
