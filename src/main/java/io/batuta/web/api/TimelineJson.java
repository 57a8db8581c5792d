package io.batuta.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.batuta.supervision.TimelineFact;
import io.batuta.supervision.Why;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A fact on the wire.
 *
 * @param id of the fact in the ledger
 * @param why the fact in one sentence
 * @param words what was said; absent for roles that may not read it
 */
@Schema(name = "TimelineFact")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TimelineJson(
    long id,
    Instant at,
    String kind,
    String why,
    @Nullable String channel,
    @Nullable UUID contact,
    @Nullable Long contactPoint,
    @Nullable LocalDate night,
    @Nullable String campaign,
    @Nullable String reason,
    @Nullable MoneyJson amount,
    @Nullable LocalDate dueOn,
    Map<String, Object> detail,
    @Nullable String words) {

  static TimelineJson of(TimelineFact fact, String language) {
    return new TimelineJson(
        fact.id(),
        fact.at(),
        fact.kind(),
        Why.of(fact, language),
        fact.channel(),
        fact.contact(),
        fact.contactPoint(),
        fact.night(),
        fact.campaign(),
        fact.reason(),
        fact.amount() == null ? null : MoneyJson.of(fact.amount()),
        fact.dueOn(),
        fact.detail().getMap(),
        fact.words());
  }
}
