package io.batuta.supervision;

import io.batuta.portfolio.Channel;
import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Adds up grouped rows into a board. Pure. */
final class BoardTally {

  /** A group of planned contacts. */
  record PlanRow(Channel channel, String state, int hour, long contacts, long costMicros) {}

  /** A group of facts; no channel and hour for those withheld, no reason for the others. */
  record FactRow(
      String kind,
      @Nullable Channel channel,
      @Nullable String reason,
      @Nullable Integer hour,
      long facts) {}

  /** Debtors with a result, and the money in it. */
  record ResultRow(String kind, long debtors, long amountMinor) {}

  private static final Set<String> WAITING = Set.of("PLANNED", "SENDING", "DEFERRED");
  private static final Set<String> STOPPED = Set.of("CANCELLED", "EXPIRED", "WITHHELD");

  private final Creditor creditor;
  private final List<PlanRow> plan;
  private final List<FactRow> facts;

  BoardTally(Creditor creditor, List<PlanRow> plan, List<FactRow> facts) {
    this.creditor = creditor;
    this.plan = plan;
    this.facts = facts;
  }

  Board.Counts total() {
    return counts(Set.of(Channel.values()));
  }

  /** Micros of the currency unit, rounded to its minor unit, half up. */
  Money cost() {
    return cost(Set.of(Channel.values()));
  }

  List<Board.OfChannel> channels() {
    Map<Channel, Board.OfChannel> byChannel = new EnumMap<>(Channel.class);
    for (Channel channel : Channel.values()) {
      boolean used =
          plan.stream().anyMatch(row -> row.channel() == channel)
              || facts.stream().anyMatch(row -> row.channel() == channel);
      if (used) {
        Set<Channel> one = Set.of(channel);
        byChannel.put(channel, new Board.OfChannel(channel.name(), counts(one), cost(one)));
      }
    }
    return List.copyOf(byChannel.values());
  }

  List<Board.OfHour> hours() {
    int[] hours =
        IntStream.concat(
                plan.stream().mapToInt(PlanRow::hour),
                facts.stream().map(FactRow::hour).filter(h -> h != null).mapToInt(h -> h))
            .toArray();
    if (hours.length == 0) {
      return List.of();
    }
    int first = Arrays.stream(hours).min().getAsInt();
    int last = Arrays.stream(hours).max().getAsInt();
    return IntStream.rangeClosed(first, last).mapToObj(this::hour).toList();
  }

  List<Board.Withheld> withheld() {
    Map<String, Long> byReason = new TreeMap<>();
    for (FactRow row : facts) {
      if (row.kind().equals("withheld") && row.reason() != null) {
        byReason.merge(row.reason(), row.facts(), Long::sum);
      }
    }
    return byReason.entrySet().stream()
        .map(entry -> new Board.Withheld(entry.getKey(), entry.getValue()))
        .sorted(Comparator.comparingLong(Board.Withheld::contacts).reversed())
        .toList();
  }

  static Board.Results results(Creditor creditor, List<ResultRow> rows) {
    return new Board.Results(
        debtors(rows, "promise_made"),
        amount(creditor, rows, "promise_made"),
        debtors(rows, "paid"),
        amount(creditor, rows, "paid"),
        debtors(rows, "payment_claimed"),
        debtors(rows, "disputed"),
        debtors(rows, "opted_out"),
        debtors(rows, "complained"));
  }

  private Board.OfHour hour(int hour) {
    return new Board.OfHour(
        hour,
        plan.stream().filter(row -> row.hour() == hour).mapToLong(PlanRow::contacts).sum(),
        facts("sent", hour),
        facts("delivered", hour),
        facts("replied", hour));
  }

  private Board.Counts counts(Set<Channel> channels) {
    return new Board.Counts(
        planned(channels, Set.of()),
        planned(channels, WAITING),
        facts("sent", channels),
        facts("delivered", channels),
        facts("read", channels),
        facts("replied", channels),
        facts("failed", channels),
        planned(channels, Set.of("UNCERTAIN")),
        planned(channels, STOPPED));
  }

  private Money cost(Set<Channel> channels) {
    long micros =
        plan.stream()
            .filter(row -> channels.contains(row.channel()))
            .mapToLong(PlanRow::costMicros)
            .sum();
    int digits = creditor.currency().getDefaultFractionDigits();
    return new Money(
        BigDecimal.valueOf(micros, 6)
            .movePointRight(digits)
            .setScale(0, RoundingMode.HALF_UP)
            .longValueExact(),
        creditor.currency());
  }

  /** No states: all. */
  private long planned(Set<Channel> channels, Set<String> states) {
    return plan.stream()
        .filter(row -> channels.contains(row.channel()))
        .filter(row -> states.isEmpty() || states.contains(row.state()))
        .mapToLong(PlanRow::contacts)
        .sum();
  }

  private long facts(String kind, Set<Channel> channels) {
    return facts.stream()
        .filter(row -> row.kind().equals(kind))
        .filter(row -> row.channel() != null && channels.contains(row.channel()))
        .mapToLong(FactRow::facts)
        .sum();
  }

  private long facts(String kind, int hour) {
    return facts.stream()
        .filter(row -> row.kind().equals(kind) && row.hour() != null && row.hour() == hour)
        .mapToLong(FactRow::facts)
        .sum();
  }

  private static long debtors(List<ResultRow> rows, String kind) {
    return rows.stream().filter(r -> r.kind().equals(kind)).mapToLong(ResultRow::debtors).sum();
  }

  private static Money amount(Creditor creditor, List<ResultRow> rows, String kind) {
    return new Money(
        rows.stream().filter(r -> r.kind().equals(kind)).mapToLong(ResultRow::amountMinor).sum(),
        creditor.currency());
  }
}
