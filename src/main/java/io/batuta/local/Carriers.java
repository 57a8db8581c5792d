package io.batuta.local;

import io.batuta.channel.OutboundMessage;
import io.batuta.channel.SendOutcome;
import io.batuta.channel.SimulatedCarrier;
import io.batuta.ledger.ContactId;
import io.batuta.local.Debtors.Debtor;
import io.batuta.local.Happenings.Carried;
import io.batuta.portfolio.Channel;
import io.quarkus.arc.Unremovable;
import io.quarkus.arc.lookup.LookupIfProperty;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * All carriers and debtors of a local run: takes a message, answers as a carrier would, and puts
 * what follows into the queue of the day. Not to be looked up anywhere else.
 */
@Singleton
@Unremovable
@LookupIfProperty(name = "batuta.local.enabled", stringValue = "true")
class Carriers implements SimulatedCarrier {

  private static final Duration COME_AGAIN = Duration.ofMinutes(5);

  private final Clock clock;
  private final long seed;
  private final Behaviour behaviour = Behaviour.ofTheSample();
  private final EventQueue queue = new EventQueue();
  private final Happenings happenings = new Happenings(queue);
  private final Set<ContactId> sentAway = ConcurrentHashMap.newKeySet();
  private final CarrierJournal journal = new CarrierJournal(RunFolder.here().carriers());
  private volatile Debtors debtors = new Debtors(Map.of());

  Carriers(Clock clock, @ConfigProperty(name = "batuta.local.seed", defaultValue = "1") long seed) {
    this.clock = clock;
    this.seed = seed;
  }

  /** From now on these are the debtors. */
  void play(Debtors people) {
    debtors = people;
  }

  EventQueue queue() {
    return queue;
  }

  @Override
  public SendOutcome carry(OutboundMessage message) {
    Instant now = clock.instant();
    Chance chance = chance(message.contact());
    boolean again = sentAway.contains(message.contact());
    Behaviour.Answer answer = behaviour.answer(chance, message.channel(), again);
    if (answer != Behaviour.Answer.THROTTLED) {
      journal.note(message.contact(), message.channel(), now, answer);
    }
    String id = messageId(message.contact());
    return switch (answer) {
      case THROTTLED -> {
        sentAway.add(message.contact());
        yield new SendOutcome.Deferred(COME_AGAIN, "throttled");
      }
      case REFUSED -> new SendOutcome.Rejected("unknown_address", true);
      case LOST -> new SendOutcome.Unknown("timeout");
      case LOST_BUT_LEFT -> {
        follow(message.contact(), message.channel(), message.address(), now);
        yield new SendOutcome.Unknown("timeout");
      }
      case ACCEPTED -> {
        follow(message.contact(), message.channel(), message.address(), now);
        yield new SendOutcome.Accepted(id);
      }
    };
  }

  /**
   * What was to follow a message that left earlier: again after a kill, since the queue died with
   * the process. What was reported before is reported twice, which the product bears.
   */
  void follow(ContactId contact, Channel channel, String address, Instant taken) {
    Debtor debtor = debtors.of(contact);
    if (debtor != null) {
      happenings.follow(
          debtor,
          new Carried(contact, messageId(contact), channel, address, behaviour.threaded(channel)),
          taken,
          behaviour.reactions(chance(contact), channel));
    }
  }

  /** Payments that nobody asked for, of one day; {@code seven} is 7 in the morning. */
  void payUnprompted(LocalDate day, Instant seven) {
    debtors
        .byId()
        .values()
        .forEach(
            debtor ->
                behaviour
                    .unprompted(Chance.of(seed, debtor.number(), day))
                    .forEach(
                        paid ->
                            happenings.pay(
                                debtor,
                                seven.plus(paid.after()),
                                debtor.number() + "-" + day,
                                paid)));
  }

  /** What left so far, over every start of this run. */
  List<CarrierJournal.Left> left() {
    return journal.left();
  }

  /** Contacts that the carriers were handed more than once, over every start of this run. */
  int carriedTwice() {
    return journal.twice();
  }

  private Chance chance(ContactId contact) {
    @Nullable Debtor debtor = debtors.of(contact);
    String who = debtor == null ? contact.value().toString() : debtor.number();
    return Chance.of(seed, who, Debtors.nightAndStepIn(contact.value()));
  }

  private static String messageId(ContactId contact) {
    return "sandbox-" + contact.value();
  }
}
