package io.batuta.web.api;

import io.batuta.message.MessageTemplate;
import io.batuta.message.TemplateStore;
import io.batuta.message.TemplateText;
import io.batuta.portfolio.Channel;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
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
      violations.refuse("The template cannot be taken");
      return new TemplateText(
          channel == null ? Channel.SMS : channel, checkedLanguage, subject, checkedBody);
    }
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

  TemplatesResource(CreditorDoor door, TemplateStore templates) {
    this.door = door;
    this.templates = templates;
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
