package io.batuta.web.api;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;
import org.jspecify.annotations.Nullable;

/** Adds to the document what holds for every path: the key, and the shape of errors. */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class ApiDescription implements OASFilter {

  private static final String KEY = "key";
  private static final String PROBLEM = "Problem";

  /** Sorted, so that the document is the same on every build. */
  private static final SortedMap<String, String> ERRORS =
      new TreeMap<>(
          Map.of(
              "400", "The request cannot be read",
              "401", "No key, or one that is not known",
              "403", "A key of another role, or of another creditor",
              "404", "It is not there",
              "422", "It was read, and something in it is wrong: see violations, or position",
              "503",
                  "The database cannot be reached, or a file is becoming the portfolio: come again"));

  @Override
  public void filterOpenAPI(OpenAPI document) {
    Components components =
        document.getComponents() == null ? OASFactory.createComponents() : document.getComponents();
    components.addSecurityScheme(
        KEY,
        OASFactory.createSecurityScheme()
            .type(SecurityScheme.Type.APIKEY)
            .in(SecurityScheme.In.HEADER)
            .name(ApiKeyMechanism.HEADER)
            .description("A key of one creditor and one role, or the installation's."));
    components.addSchema(PROBLEM, problem());
    ERRORS.forEach((status, says) -> components.addResponse(PROBLEM + status, response(says)));
    document.setComponents(components);
    if (document.getPaths() != null) {
      document
          .getPaths()
          .getPathItems()
          .forEach(
              (path, item) -> {
                if (path.startsWith("/api/")) {
                  item.getOperations().values().forEach(ApiDescription::describe);
                }
              });
    }
  }

  private static void describe(Operation operation) {
    operation.setSecurity(List.of(OASFactory.createSecurityRequirement().addScheme(KEY)));
    ERRORS
        .keySet()
        .forEach(
            status ->
                operation
                    .getResponses()
                    .addAPIResponse(
                        status,
                        OASFactory.createAPIResponse()
                            .ref("#/components/responses/" + PROBLEM + status)));
  }

  private static APIResponse response(String says) {
    return OASFactory.createAPIResponse()
        .description(says)
        .content(
            OASFactory.createContent()
                .addMediaType(
                    "application/problem+json",
                    OASFactory.createMediaType()
                        .schema(OASFactory.createSchema().ref("#/components/schemas/" + PROBLEM))));
  }

  private static Schema problem() {
    Schema violation =
        typed(Schema.SchemaType.OBJECT, null)
            .addProperty("field", typed(Schema.SchemaType.STRING, "templates.SMS.es"))
            .addProperty("message", typed(Schema.SchemaType.STRING, "is needed"));
    return typed(Schema.SchemaType.OBJECT, null)
        .description("An error as RFC 9457 tells it.")
        .addProperty("status", typed(Schema.SchemaType.INTEGER, 422))
        .addProperty("type", typed(Schema.SchemaType.STRING, "/problems/invalid"))
        .addProperty("title", typed(Schema.SchemaType.STRING, "The campaign cannot be taken"))
        .addProperty("detail", typed(Schema.SchemaType.STRING, null))
        .addProperty("violations", typed(Schema.SchemaType.ARRAY, null).items(violation))
        .addProperty(
            "position",
            typed(Schema.SchemaType.INTEGER, null).description("of a wrong word in a text, from 0"))
        .addProperty("length", typed(Schema.SchemaType.INTEGER, null));
  }

  private static Schema typed(Schema.SchemaType type, @Nullable Object example) {
    Schema schema = OASFactory.createSchema().addType(type);
    return example == null ? schema : schema.addExample(example);
  }
}
