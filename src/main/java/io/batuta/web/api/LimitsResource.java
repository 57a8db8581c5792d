package io.batuta.web.api;

import io.batuta.dispatch.Limits;
import io.batuta.dispatch.SpendLine;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.Money;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What a creditor's channels may cost, and over which size a second person is asked. */
@Path("/api/v1/creditors/{creditor}/limits")
@Tag(name = "Limits")
public class LimitsResource {

  /**
   * The limits of a creditor.
   *
   * @param approvalOver absent: one person is enough
   * @param spend by channel; a channel that is not there may cost anything
   */
  @Schema(name = "LimitsBody")
  public record LimitsBody(
      @Nullable OverJson approvalOver, @Nullable Map<String, MayCostJson> spend) {}

  /**
   * A size.
   *
   * @param members of a campaign's night, more than so many
   * @param cost of a campaign's night, more than this
   */
  @Schema(name = "ApprovalOver")
  public record OverJson(@Nullable Long members, @Nullable MoneyJson cost) {}

  /** What a channel may cost, in the creditor's day and month; one of both at least. */
  @Schema(name = "MayCost")
  public record MayCostJson(@Nullable MoneyJson day, @Nullable MoneyJson month) {}

  /**
   * What a channel may cost and has cost.
   *
   * @param dayMicros spent today, in millionths of the currency unit
   * @param percent of the nearer limit, whole, rounded down
   */
  @Schema(name = "Spend")
  public record SpendJson(
      @Nullable MoneyJson day,
      @Nullable MoneyJson month,
      long dayMicros,
      long monthMicros,
      long percent) {}

  /** The limits as they stand. */
  @Schema(name = "Limits")
  public record LimitsJson(@Nullable OverJson approvalOver, Map<String, SpendJson> spend) {}

  private final CreditorDoor door;
  private final Limits limits;
  private final Caller caller;

  LimitsResource(CreditorDoor door, Limits limits, Caller caller) {
    this.door = door;
    this.limits = limits;
    this.caller = caller;
  }

  @GET
  @RolesAllowed({Role.ADMINISTRATOR, Role.STRATEGIST, Role.SUPERVISOR, Role.COMPLIANCE})
  @Operation(summary = "The limits, and what is spent of them")
  public Uni<LimitsJson> get(String creditor) {
    return door.open(creditor, limits::of).map(LimitsResource::json);
  }

  @PUT
  @RolesAllowed(Role.ADMINISTRATOR)
  @Operation(
      summary = "Set the limits, in the place of those before",
      description =
          "They hold from the next claim on, for what the day and month have cost already too. What waits for a"
              + " second person goes on waiting.")
  public Uni<LimitsJson> put(String creditor, LimitsBody body) {
    LimitsBody given = Body.of(body);
    return door.open(
            creditor,
            found -> {
              Violations violations = new Violations();
              Optional<Limits.ApprovalOver> over = over(given.approvalOver(), found, violations);
              List<Limits.MayCost> spend = spend(given.spend(), found, violations);
              violations.refuse("The limits cannot be set");
              return limits.set(found, over, spend, caller.id());
            })
        .map(LimitsResource::json);
  }

  private static Optional<Limits.ApprovalOver> over(
      @Nullable OverJson over, Creditor creditor, Violations violations) {
    if (over == null) {
      return Optional.empty();
    }
    violations.unless(
        over.members() != null || over.cost() != null, "approvalOver", "names members or a cost");
    violations.unless(
        over.members() == null || over.members() >= 0,
        "approvalOver.members",
        "must not be negative");
    return Optional.of(
        new Limits.ApprovalOver(
            over.members(), money("approvalOver.cost", over.cost(), creditor, violations)));
  }

  private static List<Limits.MayCost> spend(
      @Nullable Map<String, MayCostJson> spend, Creditor creditor, Violations violations) {
    List<Limits.MayCost> read = new ArrayList<>();
    for (Map.Entry<String, MayCostJson> one :
        (spend == null ? Map.<String, MayCostJson>of() : spend).entrySet()) {
      String field = "spend." + one.getKey();
      Optional<Channel> channel =
          Arrays.stream(Channel.values()).filter(c -> c.name().equals(one.getKey())).findFirst();
      violations.unless(channel.isPresent(), field, "is no channel");
      MayCostJson may = one.getValue();
      violations.unless(
          may != null && (may.day() != null || may.month() != null),
          field,
          "names a day or a month");
      if (channel.isPresent() && may != null) {
        read.add(
            new Limits.MayCost(
                channel.get(),
                money(field + ".day", may.day(), creditor, violations),
                money(field + ".month", may.month(), creditor, violations)));
      }
    }
    return read;
  }

  private static @Nullable Money money(
      String field, @Nullable MoneyJson value, Creditor creditor, Violations violations) {
    Money money = value == null ? null : violations.money(field, value, creditor.currency());
    violations.unless(money == null || money.minor() >= 0, field, "must not be negative");
    return money;
  }

  private static LimitsJson json(Limits.Standing standing) {
    Map<String, SpendJson> spend = new TreeMap<>();
    for (SpendLine line : standing.spend()) {
      spend.put(
          line.channel().name(),
          new SpendJson(
              json(line.day()),
              json(line.month()),
              line.dayMicros(),
              line.monthMicros(),
              line.percent()));
    }
    return new LimitsJson(
        standing
            .approvalOver()
            .map(over -> new OverJson(over.members(), json(over.cost())))
            .orElse(null),
        spend);
  }

  private static @Nullable MoneyJson json(@Nullable Money money) {
    return money == null ? null : MoneyJson.of(money);
  }
}
