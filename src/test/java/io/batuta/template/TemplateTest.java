package io.batuta.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.batuta.template.Functions.Function;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Holds template.yaml and infra/ to the code. What each check finds is shown by {@link
 * BrokenTemplateTest}.
 */
class TemplateTest {

  private static final Path PROJECT = Path.of("");
  private static final Stacks STACKS = Stacks.read(PROJECT);
  private static final List<Function> FUNCTIONS = Functions.of(STACKS.root());

  @Test
  void each_handler_exists_and_each_is_deployed() {
    assertEquals(List.of(), Functions.handlerFaults(FUNCTIONS, CodeCalls.handlers().keySet()));
  }

  @Test
  void everything_named_is_there_and_everything_declared_is_named() {
    List<String> faults = new ArrayList<>(STACKS.faults());
    STACKS.all().forEach(template -> faults.addAll(References.faults(template)));
    assertEquals(List.of(), faults);
  }

  @Test
  void each_variable_is_one_the_product_knows() throws IOException {
    assertEquals(List.of(), Settings.unknown(FUNCTIONS, Settings.documented(settings())));
  }

  @Test
  void the_list_of_settings_is_what_the_code_reads() throws IOException {
    assertEquals(
        List.of(),
        Settings.faults(
            Settings.documented(settings()), Settings.ofCode(PROJECT.resolve("src/main"))));
  }

  @Test
  void each_function_may_do_what_its_code_does_and_nothing_else() {
    List<String> faults = new ArrayList<>();
    for (Function function : FUNCTIONS) {
      Set<String> calls =
          CodeCalls.handlers().containsKey(function.handler())
              ? CodeCalls.of(function.handler())
              : Set.of();
      faults.addAll(Grants.useFaults(STACKS, function, calls));
    }
    assertEquals(List.of(), faults);
  }

  @Test
  void no_identity_has_a_wildcard_where_a_resource_can_be_named() {
    assertEquals(
        List.of(),
        STACKS.all().stream().flatMap(each -> Grants.wildcardFaults(each).stream()).toList());
  }

  @Test
  void what_roles_may_do_in_s3_the_endpoint_lets_through() {
    assertEquals(List.of(), Grants.endpointFaults(STACKS));
  }

  @Test
  void an_alarm_on_our_own_figures_names_one_that_is_told() throws IOException {
    String figures =
        Files.readString(PROJECT.resolve("src/main/java/io/batuta/telemetry/Figure.java"));
    List<Object> named =
        STACKS.all().stream()
            .flatMap(each -> each.resources().stream())
            .filter(each -> "Batuta".equals(each.properties().get("Namespace")))
            .map(each -> each.properties().get("MetricName"))
            .toList();
    assertEquals(
        List.of(),
        named.stream().filter(name -> !figures.contains("\"" + name + "\", Unit.")).toList());
    assertTrue(named.contains("filesRefused"), named.toString());
  }

  @Test
  void set_up_functions_are_there_and_may_only_what_they_call() {
    assertEquals(
        List.of(),
        STACKS.nested().values().stream()
            .flatMap(each -> SetUp.faults(each, PROJECT.resolve("infra/setup")).stream())
            .toList());
  }

  @Test
  void what_holds_data_is_encrypted_and_stays_and_nothing_fails_unheard() {
    assertEquals(List.of(), Keeping.faults(STACKS));
  }

  @Test
  void logs_and_failures_go_where_somebody_looks() {
    assertEquals(List.of(), Functions.wiringFaults(STACKS));
  }

  private static String settings() throws IOException {
    return Files.readString(PROJECT.resolve("docs/settings.md"));
  }
}
