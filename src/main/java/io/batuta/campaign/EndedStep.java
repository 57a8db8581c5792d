package io.batuta.campaign;

import io.batuta.ledger.ContactId;
import io.batuta.ledger.Reason;
import io.batuta.portfolio.CreditorId;
import io.batuta.strategy.PreviousStep;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;

/**
 * A contact whose step is over, and whom it concerned.
 *
 * @param reason {@code WAIT_OVER} or {@code FAILED}
 * @param stopped something ended contact since this was planned: no rung follows
 * @param outcome what the next rung's condition is judged by
 */
record EndedStep(
    ContactId contact,
    CreditorId creditor,
    LocalDate night,
    int step,
    Reason reason,
    boolean stopped,
    PreviousStep outcome,
    Member member) {

  static EndedStep read(Row row) {
    boolean failed = row.getBoolean("failed");
    return new EndedStep(
        new ContactId(row.getUUID("contact_id")),
        new CreditorId(row.getInteger("creditor_id")),
        row.getLocalDate("night"),
        row.getInteger("step"),
        failed ? Reason.FAILED : Reason.WAIT_OVER,
        row.getBoolean("stopped"),
        PreviousStep.of(row.getBoolean("delivered"), row.getBoolean("answered"), failed),
        MemberRow.read(row));
  }

  /** The turn that comes after it. */
  Turn next(Instant now) {
    return Turn.after(step, outcome, night, LocalDate.ofInstant(now, member.situation().zone()));
  }
}
