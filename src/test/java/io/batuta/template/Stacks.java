package io.batuta.template;

import static io.batuta.template.Template.at;
import static io.batuta.template.Template.eachMap;
import static io.batuta.template.Template.map;

import io.batuta.template.Template.Resource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The template and those nested in it.
 *
 * @param nested by the path that their TemplateURL says
 */
record Stacks(Template root, Map<String, Template> nested) {

  private static final String STACK = "AWS::CloudFormation::Stack";
  private static final Pattern OUTPUT = Pattern.compile("\\$\\{(\\w+)\\.Outputs\\.(\\w+)}");

  static Stacks read(Path folder) {
    Map<String, Template> nested = new LinkedHashMap<>();
    try (Stream<Path> files = Files.list(folder.resolve("infra"))) {
      files
          .filter(file -> file.toString().endsWith(".yaml"))
          .sorted()
          .forEach(file -> nested.put("infra/" + file.getFileName(), Template.read(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Stacks(Template.read(folder.resolve("template.yaml")), nested);
  }

  List<Template> all() {
    List<Template> all = new ArrayList<>(nested.values());
    all.addFirst(root);
    return all;
  }

  /** Parameters that are not given or not known, outputs that are not there, files nobody nests. */
  List<String> faults() {
    List<String> faults = new ArrayList<>();
    Set<String> used = new HashSet<>();
    for (Resource stack : root.resources(STACK)) {
      String url = String.valueOf(stack.properties().get("TemplateURL"));
      used.add(url);
      if (!nested.containsKey(url)) {
        faults.add(stack.id() + " nests " + url + ", which is not there");
        continue;
      }
      parameters(stack, nested.get(url), faults);
    }
    outputs().forEach((name, found) -> addUnless(found, faults, name + " is no output"));
    nested
        .keySet()
        .forEach(url -> addUnless(used.contains(url), faults, url + " is nested nowhere"));
    return faults;
  }

  /**
   * What an output of a nested stack is, for {@code Stack.Outputs.Name}; empty for anything else.
   */
  Optional<Object> output(String attribute) {
    String[] parts = attribute.split("\\.");
    return parts.length == 3 && parts[1].equals("Outputs")
        ? child(parts[0]).map(child -> at(child.section("Outputs"), parts[2], "Value"))
        : Optional.empty();
  }

  /** The nested template that makes an output. */
  Optional<Template> child(String stack) {
    return root.resources(STACK).stream()
        .filter(resource -> resource.id().equals(stack))
        .map(resource -> nested.get(String.valueOf(resource.properties().get("TemplateURL"))))
        .findFirst();
  }

  private static void parameters(Resource stack, Template child, List<String> faults) {
    Map<String, Object> given = map(stack.properties().get("Parameters"));
    Map<String, Object> wanted = child.section("Parameters");
    given
        .keySet()
        .forEach(
            name ->
                addUnless(
                    wanted.containsKey(name),
                    faults,
                    stack.id() + " gives " + name + ", which " + child.name() + " does not know"));
    wanted.forEach(
        (name, body) ->
            addUnless(
                given.containsKey(name) || map(body).containsKey("Default"),
                faults,
                stack.id() + " does not give " + name));
  }

  /** Every output of a nested stack that the root names, and whether it is there. */
  private Map<String, Boolean> outputs() {
    Map<String, Boolean> found = new HashMap<>();
    eachMap(
        root.root(),
        here -> {
          String attribute = Template.attribute(here);
          if (attribute.contains(".Outputs.")) {
            found.put(attribute, output(attribute).isPresent());
          }
          if (here.get("Fn::Sub") != null) {
            Matcher place = OUTPUT.matcher(here.get("Fn::Sub").toString());
            while (place.find()) {
              String name = place.group(1) + ".Outputs." + place.group(2);
              found.put(name, output(name).isPresent());
            }
          }
        });
    return found;
  }

  private static void addUnless(boolean holds, List<String> faults, String fault) {
    if (!holds) {
      faults.add(fault);
    }
  }
}
