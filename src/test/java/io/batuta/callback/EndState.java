package io.batuta.callback;

import io.batuta.portfolio.DebtorId;
import io.batuta.testing.Clear;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/**
 * All that providers may change of some debtors, without what differs between two tellings of one
 * story: ids, the hours at which we wrote, and which of several endings came first. What ended a
 * contact is our own doing at our own hour; that it ended, and each thing that was said, is not.
 */
@ApplicationScoped
class EndState {

  private static final String ENDED =
      """
      CASE WHEN reason IN ('STOPPED', 'REPLIED', 'PROMISED', 'PAYMENT_CLAIMED', 'DISPUTED', 'COMPLAINED', 'OPTED_OUT')
        AND %s THEN 'ended' ELSE reason END AS reason
      """;

  private static final List<String> QUESTIONS =
      List.of(
          """
          SELECT 'progress', p.night, g.channel, attempted_at, returned, delivered_at, read_at, failed_at, replied_at
          FROM contact_progress g JOIN planned_contact p USING (contact_id) WHERE g.debtor_id = $1 ORDER BY 2
          """,
          """
          SELECT 'day', day, channel, attempts, delivered, two_way FROM contact_day WHERE debtor_id = $1
          ORDER BY 2, 3
          """,
          """
          SELECT 'history', last_attempt_at, last_attempt_channel, last_two_way_at, last_two_way_channel, opted_out::text,
            best_point_at, best_point_answered, promise_made_at, promise_due_on, disputed_at, stopped_at IS NULL,
            (SELECT kind FROM contact_point WHERE contact_point_id = best_contact_point)
          FROM contact_history WHERE debtor_id = $1
          """,
          """
          SELECT 'contact', night, channel, state, %s, sent_at, wait_until, provider_message_id IS NULL
          FROM planned_contact WHERE debtor_id = $1 ORDER BY night
          """
              .formatted(ENDED.formatted("true")),
          """
          SELECT 'fact', kind, f.channel, %s, detail::text, due_on, amount_minor,
            (SELECT p.night FROM planned_contact p WHERE p.contact_id = f.contact_id), f.contact_id IS NULL,
            CASE WHEN kind NOT IN ('closed', 'cancelled') THEN occurred_at END
          FROM contact_fact f WHERE debtor_id = $1 ORDER BY 2, 3, 4, 5, 6, 7, 8, 9, 10
          """
              .formatted(ENDED.formatted("kind IN ('closed', 'cancelled')")),
          "SELECT 'point', kind, status FROM contact_point WHERE debtor_id = $1 ORDER BY 2, 3",
          """
          SELECT 'opt-out', o.channel, o.source, o.opted_out_at, o.debtor_id = $1
          FROM opt_out o JOIN contact_point c ON c.creditor_id = o.creditor_id AND c.address_hash = o.address_hash
          WHERE c.debtor_id = $1 ORDER BY 2, c.kind
          """,
          """
          SELECT 'promise', state, due_on, amount_minor, made_at FROM promise WHERE debtor_id = $1
          ORDER BY 2, 5, 3, 4
          """,
          """
          SELECT 'event', p.night, e.provider, e.channel, e.kind, e.code, e.address_is_dead, e.occurred_at,
            e.matched_at IS NULL, e.waits_for
          FROM callback_event e JOIN planned_contact p USING (contact_id) WHERE p.debtor_id = $1
          ORDER BY 2, 8, 5, 4, 6
          """,
          """
          SELECT 'words', direction, channel, occurred_at FROM words WHERE debtor_id = $1 ORDER BY 4, 3, 2
          """);

  private final Sent sent;
  private final Clear clear;

  EndState(Sent sent, Clear clear) {
    this.sent = sent;
    this.clear = clear;
  }

  List<String> of(List<DebtorId> debtors) {
    List<String> all = new ArrayList<>();
    for (DebtorId debtor : debtors) {
      all.add("---- debtor " + debtors.indexOf(debtor));
      QUESTIONS.forEach(question -> all.addAll(sent.ask(question, debtor.value())));
      all.addAll(clear.words(debtor));
    }
    return all;
  }
}
