package io.batuta.supervision;

import io.batuta.portfolio.Money;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One fact as a person reads it.
 *
 * @param id of the fact, to read on from
 * @param kind as the ledger writes it: {@code promise_made}
 * @param campaign by name
 * @param detail codes and numbers that the plan left behind
 * @param words what was said, where the reader may see it and it was kept
 */
public record TimelineFact(
    long id,
    Instant at,
    String kind,
    @Nullable String channel,
    @Nullable UUID contact,
    @Nullable Long contactPoint,
    @Nullable LocalDate night,
    @Nullable String campaign,
    @Nullable String reason,
    @Nullable Money amount,
    @Nullable LocalDate dueOn,
    JsonObject detail,
    @Nullable String words) {}
