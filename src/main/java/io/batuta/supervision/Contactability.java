package io.batuta.supervision;

import io.batuta.campaign.HouseRulesStore;
import io.batuta.campaign.Rulebooks;
import io.batuta.campaign.SituationReader;
import io.batuta.compliance.Earliest;
import io.batuta.compliance.LawLibrary;
import io.batuta.compliance.ProposedContact;
import io.batuta.compliance.Rulebook;
import io.batuta.compliance.Situation;
import io.batuta.compliance.Verdict;
import io.batuta.ledger.Reason;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.Creditor;
import io.batuta.postgres.Sql;
import io.batuta.postgres.SqlFile;
import io.batuta.supervision.MayContact.Refusal;
import io.batuta.supervision.MayContact.Way;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers "may we contact this debtor now, by which channel, and if not, why and from when", by the
 * same rules that plan and send. As things stand: what happens until then is not foreseen.
 */
@ApplicationScoped
public class Contactability {

  private static final SqlFile READ = SqlFile.of(Contactability.class, "read-contactability.sql");

  /** As far as the daily counters that rules read reach back. */
  private static final Duration HORIZON = Duration.ofDays(31);

  private static final Refusal STANDSTILL =
      new Refusal(Reason.PAUSED, "batuta/standstill", null, null);

  private final Sql sql;
  private final HouseRulesStore house;
  private final Rulebooks rulebooks;
  private final LawLibrary law;

  Contactability(Sql sql, HouseRulesStore house, Rulebooks rulebooks, LawLibrary law) {
    this.sql = sql;
    this.house = house;
    this.rulebooks = rulebooks;
    this.law = law;
  }

  /**
   * Asks for debtor {@code number}; empty when there is none.
   *
   * @param at now or later: counters of the past are not kept by the hour
   */
  public Uni<Optional<MayContact>> ask(Creditor creditor, String number, Instant at) {
    return house
        .of(creditor.id())
        .map(own -> rulebooks.of(creditor, own.orElse(null)))
        .chain(
            rulebook ->
                sql.asTenant(
                    creditor.id().value(),
                    tx ->
                        tx.first(
                            READ,
                            Tuple.of(creditor.id().value(), number, at.atOffset(ZoneOffset.UTC)),
                            row -> answer(row, rulebook, at))));
  }

  private MayContact answer(Row row, Rulebook rulebook, Instant at) {
    Situation situation = SituationReader.read(row);
    List<String> points = List.of(row.getArrayOfStrings("points"));
    List<String> standing = List.of(row.getArrayOfStrings("standing"));
    String inFlight = row.getString("in_flight");
    List<Way> ways =
        Arrays.stream(Channel.values())
            .map(
                channel ->
                    standing.contains("ALL") || standing.contains(channel.name())
                        ? new Way(channel, null, STANDSTILL)
                        : way(channel, situation, points, rulebook, at))
            .toList();
    return new MayContact(at, inFlight == null ? null : Channel.valueOf(inFlight), ways);
  }

  private Way way(
      Channel channel, Situation situation, List<String> points, Rulebook rulebook, Instant at) {
    Reach reach = Reach.of(channel, points);
    if (reach == Reach.NONE) {
      return new Way(channel, null, new Refusal(Reason.NO_CONTACT_POINT, null, null, null));
    }
    boolean stopped = reach == Reach.STOPPED;
    return switch (rulebook.judge(situation, new ProposedContact(channel, stopped, at))) {
      case Verdict.Permitted permitted -> new Way(channel, permitted.until(), null);
      case Verdict.Refused refused ->
          new Way(
              channel,
              null,
              new Refusal(
                  refused.reason(),
                  refused.rule(),
                  law.source(refused.rule(), at.atZone(situation.zone()).toLocalDate())
                      .orElse(null),
                  opening(rulebook, situation, channel, stopped, at)));
    };
  }

  private static @Nullable Instant opening(
      Rulebook rulebook, Situation situation, Channel channel, boolean stopped, Instant at) {
    return Earliest.permitted(rulebook, situation, channel, stopped, at, at.plus(HORIZON))
            instanceof Earliest.Opening opening
        ? opening.at()
        : null;
  }

  /** Whether a channel has an address to go to. */
  private enum Reach {
    NONE,
    /** Every address said stop on this channel. */
    STOPPED,
    OPEN;

    static Reach of(Channel channel, List<String> points) {
      Reach best = NONE;
      for (String point : points) {
        String[] parts = point.split(",", 2);
        if (parts[0].equals(channel.pointKind().tag())) {
          best =
              List.of(parts[1].split(" ")).contains(channel.name()) && best != OPEN
                  ? STOPPED
                  : OPEN;
        }
      }
      return best;
    }
  }
}
