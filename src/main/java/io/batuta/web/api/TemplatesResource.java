package io.batuta.web.api;

import io.batuta.campaign.ChannelRouteStore;
import io.batuta.message.MessageRenderer;
import io.batuta.message.MessageTemplate;
import io.batuta.message.TemplateCheck;
import io.batuta.message.TemplateFault;
import io.batuta.message.TemplateStore;
import io.batuta.message.TemplateText;
import io.batuta.portfolio.Channel;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** What is said, by name. A change makes a new version; what is planned keeps its own. */
@Path("/api/v1/creditors/{creditor}/templates")
@Tag(name = "Templates")
public class TemplatesResource {

  private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2}");
  private static final int LONGEST_BODY = 100_000;

  /**
   * What shall be said.
   *
   * @param language ISO 639-1
   * @param subject e-mail only, and needed there
   */
  public record TemplateBody(
      @Nullable Channel channel,
      @Nullable String language,
      @Nullable String subject,
      @Nullable String body) {

    TemplateText text() {
      Violations violations = new Violations();
      violations.unless(channel != null, "channel", "is needed");
      String checkedLanguage = violations.text("language", language, 2);
      violations.unless(
          checkedLanguage.isEmpty() || LANGUAGE.matcher(checkedLanguage).matches(),
          "language",
          "must be an ISO 639-1 code such as es");
      String checkedBody = violations.text("body", body, LONGEST_BODY);
      if (channel == Channel.EMAIL) {
        String checked = violations.text("subject", subject, 500);
        violations.unless(checked.lines().count() <= 1, "subject", "must stand on one line");
      } else {
        violations.unless(subject == null, "subject", "belongs to e-mail alone");
      }
      if (channel != null) {
        TemplateCheck.faults(channel, subject, checkedBody)
            .forEach(fault -> violations.unless(false, field(fault), place(fault)));
      }
      violations.refuse("The template cannot be taken");
      return new TemplateText(
          channel == null ? Channel.SMS : channel, checkedLanguage, subject, checkedBody);
    }
  }

  private static String field(TemplateFault fault) {
    return fault.field().name().toLowerCase(Locale.ROOT);
  }

  private static String place(TemplateFault fault) {
    return fault.length() == 0
        ? fault.message()
        : fault.message() + " (at " + fault.position() + ", " + fault.length() + " long)";
  }

  /** A template in its latest version. */
  public record TemplateAnswer(
      String name,
      int version,
      Channel channel,
      String language,
      @Nullable String subject,
      String body) {

    static TemplateAnswer of(MessageTemplate template) {
      return new TemplateAnswer(
          template.name(),
          template.version(),
          template.channel(),
          template.language(),
          template.subject(),
          template.body());
    }
  }

  private final CreditorDoor door;
  private final TemplateStore templates;
  private final ChannelRouteStore routes;
  private final MessageRenderer renderer;
  private final Clock clock;

  TemplatesResource(
      CreditorDoor door,
      TemplateStore templates,
      ChannelRouteStore routes,
      MessageRenderer renderer,
      Clock clock) {
    this.door = door;
    this.templates = templates;
    this.routes = routes;
    this.renderer = renderer;
    this.clock = clock;
  }

  @PUT
  @Path("{name}")
  @RolesAllowed({Role.ADMINISTRATOR, Role.STRATEGIST})
  @Operation(
      summary = "Write a template",
      description = "201 when the name is new. The same text again makes no new version.")
  public Uni<RestResponse<TemplateAnswer>> put(String creditor, String name, TemplateBody body) {
    String checked = Names.check(name);
    TemplateText text = Body.of(body).text();
    return door.open(creditor, found -> templates.put(found.id(), checked, text))
        .map(saved -> Names.answer(saved, TemplateAnswer::of));
  }

  @POST
  @Path("{name}/preview")
  @RolesAllowed({Role.ADMINISTRATOR, Role.STRATEGIST, Role.SUPERVISOR, Role.COMPLIANCE})
  @Operation(
      summary = "How a template reads, and what one message costs",
      description =
          "For somebody made up. With a body, that text is shown; without one, what is stored.")
  public Uni<TemplatePreview> preview(String creditor, String name, @Nullable TemplateBody body) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    Optional<TemplateText> given = Optional.ofNullable(body).map(TemplateBody::text);
    return door.open(
        creditor,
        found ->
            given
                .map(text -> Uni.createFrom().item(Optional.of(draft(name, text))))
                .orElseGet(() -> templates.byName(found.id(), name))
                .map(stored -> Names.found(stored, "template", name))
                .chain(
                    template ->
                        routes
                            .of(found.id(), template.channel())
                            .map(
                                route ->
                                    TemplatePreview.of(renderer, template, found, route, today))));
  }

  private static MessageTemplate draft(String name, TemplateText text) {
    return new MessageTemplate(
        0, name, 0, text.channel(), text.language(), text.subject(), text.body());
  }

  @GET
  @Path("{name}")
  @RolesAllowed({
    Role.ADMINISTRATOR,
    Role.STRATEGIST,
    Role.SUPERVISOR,
    Role.COMPLIANCE,
    Role.INTEGRATION
  })
  @Operation(summary = "A template, in its latest version")
  public Uni<TemplateAnswer> get(String creditor, String name) {
    return door.open(creditor, found -> templates.byName(found.id(), name))
        .map(found -> Names.found(found, "template", name))
        .map(TemplateAnswer::of);
  }

  @GET
  @RolesAllowed({
    Role.ADMINISTRATOR,
    Role.STRATEGIST,
    Role.SUPERVISOR,
    Role.COMPLIANCE,
    Role.INTEGRATION
  })
  @Operation(summary = "The templates by name, each in its latest version")
  public Uni<ListPage<TemplateAnswer>> list(
      String creditor, @RestQuery @Nullable String after, @RestQuery @Nullable Integer limit) {
    int size = ListPage.limit(limit);
    return door.open(
            creditor, found -> templates.list(found.id(), after == null ? "" : after, size))
        .map(rows -> ListPage.of(rows, size, TemplateAnswer::of, MessageTemplate::name));
  }
}
