package io.batuta.ledger;

import io.batuta.portfolio.CreditorId;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;

/**
 * The seal of one creditor's day: the root of a Merkle tree whose first leaf is the {@link #head}
 * and whose others are the day's facts in the order of (recorded at, fact id).
 *
 * @param day of {@code recorded_at}, in UTC
 * @param facts how many; the tree has one leaf more
 * @param root 32 bytes
 * @param previous the root of the day before; 32 zero bytes for the first
 */
public record DaySeal(
    CreditorId creditor,
    LocalDate day,
    long facts,
    byte[] root,
    byte[] previous,
    Instant sealedAt) {

  /** How many bytes a root has. */
  public static final int ROOT_BYTES = 32;

  public DaySeal {
    if (root.length != ROOT_BYTES || previous.length != ROOT_BYTES) {
      throw new IllegalArgumentException("a root has " + ROOT_BYTES + " bytes");
    }
  }

  /** What the chain of a creditor begins after. */
  public static byte[] beforeTheFirst() {
    return new byte[ROOT_BYTES];
  }

  /** The content of the first leaf: whose day it is, and what it follows. */
  public static String head(CreditorId creditor, LocalDate day, byte[] previous) {
    return "{\"seal\":1,\"creditor_id\":%d,\"day\":\"%s\",\"previous\":\"%s\"}"
        .formatted(creditor.value(), day, hex(previous));
  }

  /** When the day begins. */
  public static Instant begin(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** As it is put where nobody can change it. */
  public JsonObject toJson() {
    return new JsonObject()
        .put("creditorId", creditor.value())
        .put("day", day.toString())
        .put("facts", facts)
        .put("root", hex(root))
        .put("previous", hex(previous))
        .put("sealedAt", sealedAt.toString());
  }

  /** Lower case, two digits a byte. */
  public static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
