package io.batuta.web.api;

import io.batuta.dispatch.Senders;
import io.batuta.dispatch.Senders.Identity;
import io.batuta.dispatch.Senders.Pace;
import io.batuta.portfolio.Channel;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** From whom a creditor's messages come, and how fast. */
@Path("/api/v1/creditors/{creditor}")
@Tag(name = "Senders")
public class SendersResource {

  private static final Pattern PROVIDER = Pattern.compile("[a-z][a-z0-9-]{0,30}");
  private static final Pattern RATE = Pattern.compile("[0-9]{1,5}(\\.[0-9]{1,3})?");
  private static final Set<String> STATES = Set.of("new", "usable", "resting");
  private static final int LONGEST = 200;
  private static final BigDecimal A_MINUTE = BigDecimal.valueOf(60);
  private static final int LARGEST_BURST = 1_000_000;

  /**
   * An identity.
   *
   * @param address what the debtor sees it comes from
   * @param state {@code new}, {@code usable} (the administrator vouches that the provider lets us
   *     use it), {@code resting}
   * @param warmFrom its first day: each day since it may send more; absent: any number
   */
  @Schema(name = "SenderBody")
  public record SenderBody(
      @Nullable String address, @Nullable String state, @Nullable LocalDate warmFrom) {}

  /**
   * A pace.
   *
   * @param perSecond a decimal such as {@code "2.5"}
   * @param burst how many may leave at once after a pause; absent: a minute's worth, as the product
   *     looks each minute
   */
  @Schema(name = "RateBody")
  public record RateBody(@Nullable String perSecond, @Nullable Integer burst) {}

  private final CreditorDoor door;
  private final Senders senders;
  private final Caller caller;

  SendersResource(CreditorDoor door, Senders senders, Caller caller) {
    this.door = door;
    this.senders = senders;
    this.caller = caller;
  }

  @GET
  @Path("senders")
  @RolesAllowed({Role.ADMINISTRATOR, Role.STRATEGIST, Role.SUPERVISOR, Role.COMPLIANCE})
  @Operation(summary = "The creditor's senders, with what each may send today")
  public Uni<List<Identity>> list(String creditor) {
    return door.open(creditor, senders::of);
  }

  @PUT
  @Path("senders/{channel}")
  @RolesAllowed(Role.ADMINISTRATOR)
  @Operation(
      summary = "Set a sender of a channel, by its address",
      description =
          "Once a channel has one that is usable or resting, its messages come from those that are usable; what they"
              + " may not send today waits. Without any, the channel's route says who sends.")
  public Uni<List<Identity>> put(String creditor, String channel, SenderBody body) {
    SenderBody given = Body.of(body);
    Channel known = channel(channel);
    Violations violations = new Violations();
    String address = violations.text("address", given.address(), LONGEST);
    String state = violations.text("state", given.state(), LONGEST);
    violations.unless(
        state.isEmpty() || STATES.contains(state), "state", "must be new, usable or resting");
    violations.refuse("The sender cannot be set");
    return door.open(
        creditor,
        found -> senders.put(found, known, address, state, given.warmFrom(), caller.id()));
  }

  @GET
  @Path("rates")
  @RolesAllowed({Role.ADMINISTRATOR, Role.STRATEGIST, Role.SUPERVISOR, Role.COMPLIANCE})
  @Operation(summary = "The creditor's own pace at each provider")
  public Uni<List<Pace>> rates(String creditor) {
    return door.open(creditor, senders::rates);
  }

  @PUT
  @Path("rates/{provider}")
  @RolesAllowed(Role.ADMINISTRATOR)
  @Operation(
      summary = "Set the creditor's own pace at a provider, beside the provider's",
      description = "What is over it stays due and leaves with the minutes.")
  public Uni<List<Pace>> rate(String creditor, String provider, RateBody body) {
    RateBody given = Body.of(body);
    Violations violations = new Violations();
    violations.unless(PROVIDER.matcher(provider).matches(), "provider", "is no provider's name");
    String rate = violations.text("perSecond", given.perSecond(), LONGEST);
    boolean readable = RATE.matcher(rate).matches() && new BigDecimal(rate).signum() > 0;
    violations.unless(
        rate.isEmpty() || readable, "perSecond", "must be a decimal above zero, such as \"2.5\"");
    Integer burst = given.burst();
    violations.unless(
        burst == null || burst > 0 && burst <= LARGEST_BURST, "burst", "must be 1 to 1,000,000");
    violations.refuse("The rate cannot be set");
    BigDecimal perSecond = new BigDecimal(rate);
    int most =
        burst == null
            ? perSecond.multiply(A_MINUTE).setScale(0, RoundingMode.CEILING).intValueExact()
            : burst;
    return door.open(
        creditor, found -> senders.put(found, new Pace(provider, perSecond, most), caller.id()));
  }

  @DELETE
  @Path("rates/{provider}")
  @RolesAllowed(Role.ADMINISTRATOR)
  @Operation(summary = "Take the creditor's own pace away: the provider's alone holds")
  public Uni<List<Pace>> removeRate(String creditor, String provider) {
    return door.open(creditor, found -> senders.remove(found, provider));
  }

  static Channel channel(String name) {
    return Arrays.stream(Channel.values())
        .filter(channel -> channel.name().equals(name))
        .findFirst()
        .orElseThrow(() -> Problem.notFound("no channel is called " + name));
  }
}
