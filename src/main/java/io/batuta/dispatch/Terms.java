package io.batuta.dispatch;

import io.batuta.message.MessageTemplate;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.CreditorId;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.time.ZoneId;
import java.util.Currency;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What the contacts of a claim have in common, read once for all of them, in the claim's own
 * transaction: bounds that a creditor sets hold from the next claim on.
 */
record Terms(Map<Integer, OfCreditor> creditors, Map<Long, Text> templates) {

  /**
   * @param house the creditor's own bounds, as stored; null: none
   * @param senders from whom each channel goes that this provider carries
   * @param limited whether it has a spend limit, a rate or senders of its own
   */
  record OfCreditor(
      Creditor creditor,
      @Nullable JsonObject house,
      Map<Channel, String> senders,
      boolean limited) {}

  /** A template without its channel, which the contact knows. */
  record Text(
      long id, String name, int version, String language, @Nullable String subject, String body) {}

  private static final Logger LOG = Logger.getLogger(Terms.class);

  /** Reads {@code read-terms.sql} and {@code read-templates.sql}. */
  static Terms read(RowSet<Row> creditors, RowSet<Row> templates) {
    Map<Integer, OfCreditor> of = new HashMap<>();
    creditors.forEach(row -> add(of, row));
    Map<Long, Text> texts = new HashMap<>();
    templates.forEach(row -> texts.put(row.getLong("template_id"), text(row)));
    return new Terms(of, texts);
  }

  /**
   * @throws IllegalStateException if there is no such creditor
   */
  OfCreditor of(int creditor) {
    OfCreditor terms = creditors.get(creditor);
    if (terms == null) {
      throw new IllegalStateException("no creditor " + creditor);
    }
    return terms;
  }

  /** Null when it is gone. */
  @Nullable MessageTemplate template(long id, Channel channel) {
    Text text = templates.get(id);
    return text == null
        ? null
        : new MessageTemplate(
            text.id(),
            text.name(),
            text.version(),
            channel,
            text.language(),
            text.subject(),
            text.body());
  }

  /** A creditor that cannot be read stops its own contacts, not every creditor's. */
  private static void add(Map<Integer, OfCreditor> all, Row row) {
    int creditor = row.getInteger("creditor_id");
    try {
      all.put(creditor, creditor(row));
    } catch (RuntimeException e) {
      LOG.errorf(e, "creditor %d cannot be read: nothing of it leaves", creditor);
    }
  }

  private static OfCreditor creditor(Row row) {
    Creditor creditor =
        new Creditor(
            new CreditorId(row.getInteger("creditor_id")),
            row.getString("code"),
            row.getString("name"),
            row.getString("country"),
            row.getString("region"),
            Currency.getInstance(row.getString("currency")),
            ZoneId.of(row.getString("time_zone")),
            row.getString("supervisor"),
            row.getBoolean("fictional"));
    return new OfCreditor(
        creditor,
        (JsonObject) row.getValue("house_rules"),
        senders((JsonObject) row.getValue("senders")),
        row.getBoolean("limited"));
  }

  private static Map<Channel, String> senders(@Nullable JsonObject senders) {
    Map<Channel, String> named = new EnumMap<>(Channel.class);
    if (senders != null) {
      senders.forEach(each -> named.put(Channel.valueOf(each.getKey()), (String) each.getValue()));
    }
    return named;
  }

  private static Text text(Row row) {
    return new Text(
        row.getLong("template_id"),
        row.getString("name"),
        row.getInteger("version"),
        row.getString("language"),
        row.getString("subject"),
        row.getString("body"));
  }
}
