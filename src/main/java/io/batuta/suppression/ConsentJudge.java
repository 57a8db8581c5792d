package io.batuta.suppression;

import io.batuta.portfolio.AddressSearch;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.Creditor;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a consent can be recorded, as far as it says by itself. One that is given in the future
 * is none yet, and is refused; a revocation is obeyed from when it is recorded, whatever day it
 * names.
 */
final class ConsentJudge {

  static final List<String> PROOF_KINDS =
      List.of("contract", "recording", "web_form", "message", "paper", "other");

  static final String GIVEN = "given";
  static final String REVOKED = "revoked";

  /** Clocks differ. */
  private static final Duration AHEAD = Duration.ofMinutes(5);

  private static final Instant EARLIEST = Instant.parse("1990-01-01T00:00:00Z");
  private static final int LONGEST_NUMBER = 64;

  private final Creditor creditor;
  private final AddressSearch addresses;
  private final Instant now;

  ConsentJudge(Creditor creditor, AddressSearch addresses, Instant now) {
    this.creditor = creditor;
    this.addresses = addresses;
    this.now = now;
  }

  /** What a line came to. */
  sealed interface Judged {

    /**
     * One that stands for itself.
     *
     * @param hash of the address, hexadecimal; null: the whole channel, or by contact point
     * @param dated whether the line said when
     */
    record Sound(
        ConsentLine line,
        Channel channel,
        boolean given,
        Instant at,
        boolean dated,
        @Nullable String hash)
        implements Judged {

      String said() {
        return given ? GIVEN : REVOKED;
      }
    }

    record Refused(LineRejection rejection) implements Judged {}
  }

  Judged judge(ConsentLine line) {
    String debtor = line.debtor();
    if (debtor == null || debtor.length() > LONGEST_NUMBER) {
      return refused(
          line, "debtor_number", "is missing, or the line has another length than its header");
    }
    Optional<Channel> channel = channel(line.channel());
    if (channel.isEmpty()) {
      return refused(line, "channel", "must be one of " + Arrays.toString(Channel.values()));
    }
    String said = line.said();
    if (!GIVEN.equals(said) && !REVOKED.equals(said)) {
      return refused(line, "said", "must be given or revoked");
    }
    if (!PROOF_KINDS.contains(String.valueOf(line.proofKind()))) {
      return refused(line, "proof_kind", "must be one of " + String.join(", ", PROOF_KINDS));
    }
    String proof = line.proof();
    if (proof == null || !StatusLine.PROOF.matcher(proof).matches()) {
      return refused(line, "proof", "a reference without blanks, 100 characters at most");
    }
    return dated(line, channel.get(), GIVEN.equals(said));
  }

  private Judged dated(ConsentLine line, Channel channel, boolean given) {
    Instant at = line.at() == null ? now : instant(line.at(), given);
    if (at == null || at.isBefore(EARLIEST)) {
      return refused(line, "said_at", "expected RFC 3339, as 2026-11-23T10:00:00-05:00, or a day");
    }
    if (given && at.isAfter(now.plus(AHEAD))) {
      return refused(line, "said_at", "lies in the future: what is not given yet is no consent");
    }
    if (given && at.isAfter(now)) {
      at = now;
    }
    return placed(line, channel, given, at);
  }

  private Judged placed(ConsentLine line, Channel channel, boolean given, Instant at) {
    String address = line.address();
    if (address == null) {
      return new Judged.Sound(line, channel, given, at, line.at() != null, null);
    }
    return addresses
        .hash(creditor, channel, address)
        .<Judged>map(
            hash ->
                new Judged.Sound(
                    line, channel, given, at, line.at() != null, HexFormat.of().formatHex(hash)))
        .orElseGet(() -> refused(line, "address", "nobody can be reached there on this channel"));
  }

  private static Optional<Channel> channel(@Nullable String name) {
    return Arrays.stream(Channel.values()).filter(one -> one.name().equals(name)).findFirst();
  }

  /** Of a bare day the beginning where it was given, and the end where it was taken back. */
  private @Nullable Instant instant(String at, boolean given) {
    try {
      if (at.length() == 10) {
        LocalDate day = LocalDate.parse(at);
        return given
            ? day.atStartOfDay(creditor.timeZone()).toInstant()
            : day.plusDays(1).atStartOfDay(creditor.timeZone()).toInstant().minusMillis(1);
      }
      return OffsetDateTime.parse(at).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static Judged refused(ConsentLine line, String column, String reason) {
    return new Judged.Refused(line.refused(column, reason));
  }
}
