package io.batuta.web.api;

import io.batuta.segment.Fact;
import io.batuta.segment.FactCatalogue;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a rule may ask, for those who write one. */
@Path("/api/v1/facts")
public class FactResource {

  /**
   * One fact.
   *
   * @param type NUMBER, MONEY, TEXT, DATE or BOOLEAN
   * @param meaning in English
   * @param significado the same in Spanish
   * @param example a rule that uses it
   */
  public record FactJson(
      String name,
      String type,
      @Nullable String unit,
      String meaning,
      String significado,
      String example) {

    static FactJson of(Fact fact) {
      return new FactJson(
          fact.name(),
          fact.type().name(),
          fact.unit(),
          fact.meaning(),
          fact.significado(),
          fact.example());
    }
  }

  /** The whole catalogue, and last how the creditor's own columns are written. */
  @GET
  @RolesAllowed({
    "administrator",
    "strategist",
    "supervisor",
    "agent",
    "compliance",
    "integration",
    "installation"
  })
  public List<FactJson> facts() {
    return Stream.concat(FactCatalogue.all().stream(), Stream.of(FactCatalogue.anyAttribute()))
        .map(FactJson::of)
        .toList();
  }
}
