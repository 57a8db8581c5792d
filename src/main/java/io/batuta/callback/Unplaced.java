package io.batuta.callback;

import io.batuta.conversation.Intent;
import io.batuta.conversation.ReplyReader;
import io.batuta.ledger.Reason;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.CreditorId;
import io.batuta.privacy.DataKey;
import io.batuta.suppression.OptOuts;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/**
 * A reply that no one debtor can be given, seen by one creditor that wrote to its address: a phone
 * that two share.
 */
record Unplaced(
    CreditorId creditor, Channel channel, byte[] address, String words, Instant saidAt) {

  static Unplaced of(Row row, DataKey key) {
    return new Unplaced(
        new CreditorId(row.getInteger("creditor_id")),
        Channel.valueOf(row.getString("channel")),
        row.getBuffer("address_hash").getBytes(),
        MatchedEvent.legible(row.getBuffer("encrypted_words"), key),
        row.getOffsetDateTime("occurred_at").toInstant());
  }

  /**
   * Stopping is about the address, so it needs no debtor. The day and country are for dates alone.
   */
  boolean saysStop() {
    return ReplyReader.read(words, saidAt.atZone(ZoneOffset.UTC).toLocalDate(), "CO").stream()
        .anyMatch(Intent.OptOut.class::isInstance);
  }

  OptOuts.Stop stop() {
    return new OptOuts.Stop(
        creditor, channel, List.of(address), null, "reply", Reason.OPTED_OUT, saidAt);
  }
}
