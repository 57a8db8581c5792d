package io.batuta.dispatch;

import io.batuta.campaign.ContactState;
import io.batuta.channel.OutboundMessage;
import io.batuta.ledger.ContactId;
import io.batuta.ledger.Reason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a run makes of a contact that it claimed, before anything leaves. */
sealed interface Judged {

  ContactId contact();

  /**
   * It may leave now.
   *
   * @param costs null where its creditor sets no limit
   */
  record Ready(OutboundMessage message, @Nullable Cost costs) implements Judged {
    @Override
    public ContactId contact() {
      return message.contact();
    }

    /** What is said, as it is kept. */
    String words() {
      String subject = message.subject();
      return subject == null ? message.body() : subject + "\n\n" + message.body();
    }
  }

  /**
   * It may not.
   *
   * @param state {@code DEFERRED}, {@code WITHHELD} or {@code FAILED}
   * @param dueAt when it is asked again, of a deferred one
   * @param rule that said so, by its id; null when no rule did
   */
  record Aside(
      ContactId contact,
      ContactState state,
      @Nullable Instant dueAt,
      Reason reason,
      @Nullable String rule)
      implements Judged {}
}
