package io.batuta.web.api;

import io.batuta.dispatch.Senders;
import io.batuta.dispatch.Senders.TestAddress;
import io.batuta.dispatch.TestSends;
import io.batuta.dispatch.TestSends.Outcome;
import io.batuta.portfolio.AddressSearch;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.PointKind;
import io.batuta.privacy.Masked;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** A creditor's people send themselves a campaign's message before anybody else gets it. */
@Path("/api/v1/creditors/{creditor}")
@Tag(name = "Test sends")
public class TestSendResource {

  private static final int MOST_ADDRESSES = 50;
  private static final String TITLE = "The test cannot be sent";

  /**
   * What to try.
   *
   * @param language of the template; absent: Spanish, or the first there is
   * @param to test addresses of the creditor, five at most
   */
  @Schema(name = "TestSend")
  public record TestSendBody(
      @Nullable String channel, @Nullable String language, @Nullable List<String> to) {}

  /** The creditor's own people, as the provider reaches them. */
  @Schema(name = "TestAddresses")
  public record TestAddressesBody(
      @Nullable List<String> phone,
      @Nullable List<String> whatsapp,
      @Nullable List<String> email) {}

  private final CreditorDoor door;
  private final TestSends tests;
  private final Senders senders;
  private final AddressSearch addresses;
  private final Caller caller;

  TestSendResource(
      CreditorDoor door, TestSends tests, Senders senders, AddressSearch addresses, Caller caller) {
    this.door = door;
    this.tests = tests;
    this.senders = senders;
    this.addresses = addresses;
    this.caller = caller;
  }

  @POST
  @Path("campaigns/{name}/test-send")
  @RolesAllowed({Role.ADMINISTRATOR, Role.STRATEGIST, Role.SUPERVISOR})
  @Operation(
      summary = "Send the campaign's message to oneself",
      description =
          "By the true provider, with the values of somebody made up, marked as a test. Only to the creditor's test"
              + " addresses; 20 an hour. In no debtor's history; what it costs is counted.")
  public Uni<Outcome.Sent> send(String creditor, String name, TestSendBody body) {
    TestSendBody given = Body.of(body);
    Channel channel = SendersResource.channel(String.valueOf(given.channel()));
    List<String> to = given.to() == null ? List.of() : given.to();
    if (to.isEmpty() || to.size() > TestSends.MOST) {
      throw invalid("to", "one to " + TestSends.MOST + " addresses");
    }
    TestSends.Order order = new TestSends.Order(name, channel, given.language(), to);
    return door.open(creditor, found -> tests.send(found, order, caller.id()))
        .map(outcome -> Names.found(outcome, "campaign", name))
        .map(
            outcome ->
                switch (outcome) {
                  case Outcome.Sent sent -> sent;
                  case Outcome.Refused refused -> throw invalid(refused.field(), refused.reason());
                });
  }

  @GET
  @Path("test-addresses")
  @RolesAllowed({Role.ADMINISTRATOR, Role.STRATEGIST, Role.SUPERVISOR})
  @Operation(summary = "Where the creditor's people may send themselves tests; masked")
  public Uni<List<TestAddress>> list(String creditor) {
    return door.open(creditor, senders::testAddresses).map(TestSendResource::masked);
  }

  @PUT
  @Path("test-addresses")
  @RolesAllowed(Role.ADMINISTRATOR)
  @Operation(
      summary = "Set the test addresses, in the place of those before",
      description = "The administrator vouches that they are of the creditor's own people.")
  public Uni<List<TestAddress>> put(String creditor, TestAddressesBody body) {
    TestAddressesBody given = Body.of(body);
    return door.open(
            creditor,
            found -> {
              Violations violations = new Violations();
              List<TestAddress> all = new ArrayList<>();
              read(found, Channel.SMS, given.phone(), all, violations);
              read(found, Channel.WHATSAPP, given.whatsapp(), all, violations);
              read(found, Channel.EMAIL, given.email(), all, violations);
              violations.unless(
                  all.size() <= MOST_ADDRESSES, "body", "has at most " + MOST_ADDRESSES);
              violations.refuse("The test addresses cannot be set");
              return senders.setTestAddresses(found, all, caller.id());
            })
        .map(TestSendResource::masked);
  }

  private void read(
      Creditor creditor,
      Channel channel,
      @Nullable List<String> given,
      List<TestAddress> all,
      Violations violations) {
    String kind = channel.pointKind().tag();
    for (String one : given == null ? List.<String>of() : given) {
      addresses
          .normal(creditor, channel, one)
          .ifPresentOrElse(
              normal -> all.add(new TestAddress(kind, normal)),
              () -> violations.add(kind, "nobody can be reached at one of them"));
    }
  }

  private static List<TestAddress> masked(List<TestAddress> all) {
    return all.stream()
        .map(
            one ->
                new TestAddress(
                    one.kind(),
                    PointKind.ofTag(one.kind()) == PointKind.EMAIL
                        ? Masked.email(one.address())
                        : Masked.phone(one.address())))
        .toList();
  }

  private static Problem invalid(String field, String message) {
    return Problem.invalid(TITLE, List.of(new Problem.Violation(field, message)));
  }
}
