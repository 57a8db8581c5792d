package io.batuta.template;

import static io.batuta.template.Template.list;

import io.batuta.template.Template.Resource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The set-up functions of infra/setup: their handler is there and their role grants what its text
 * calls.
 */
final class SetUp {

  /** In the name of others: its log, the key behind a secret, the role handed to SNS. */
  private static final Set<String> BESIDE = Set.of("logs", "kms", "iam");

  private SetUp() {}

  static List<String> faults(Template template, Path folder) {
    List<String> faults = new ArrayList<>();
    for (Resource each : template.resources("AWS::Serverless::Function")) {
      String[] handler = String.valueOf(each.properties().get("Handler")).split("\\.");
      Path file = folder.resolve(handler[0] + ".py");
      if (!Files.exists(file) || !text(file).contains("def " + handler[1] + "(")) {
        faults.add(each.id() + " has no handler " + String.join(".", handler));
        continue;
      }
      String role = Template.attribute(each.properties().get("Role")).replace(".Arn", "");
      actions(template.resource(role)).stream()
          .filter(action -> !BESIDE.contains(action.split(":")[0]))
          .filter(action -> !text(file).contains("." + call(action) + "("))
          .forEach(
              action ->
                  faults.add(
                      role + " may " + action + ", which " + file.getFileName() + " never calls"));
    }
    return faults;
  }

  private static List<String> actions(Resource role) {
    List<String> actions = new ArrayList<>();
    Template.eachMap(
        role.properties().get("Policies"),
        here -> list(here.get("Action")).forEach(action -> actions.add(action.toString())));
    return actions;
  }

  /** {@code rds-data:ExecuteStatement} is {@code execute_statement} of boto3. */
  private static String call(String action) {
    String operation = action.split(":")[1];
    return operation.equals("InvokeFunction")
        ? "invoke"
        : operation
            .replaceAll("(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_")
            .toLowerCase(Locale.ROOT);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
