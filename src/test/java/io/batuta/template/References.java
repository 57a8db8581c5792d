package io.batuta.template;

import static io.batuta.template.Template.eachMap;
import static io.batuta.template.Template.list;
import static io.batuta.template.Template.map;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether everything that a template names is there, and everything that it declares is named. */
final class References {

  private static final Pattern PLACE = Pattern.compile("\\$\\{([^!}][^}]*)}");

  private final Template template;
  private final Set<String> resources;
  private final Set<String> parameters;
  private final Set<String> conditions;
  private final Set<String> used = new HashSet<>();
  private final List<String> faults = new ArrayList<>();

  private References(Template template) {
    this.template = template;
    this.resources = template.section("Resources").keySet();
    this.parameters = template.section("Parameters").keySet();
    this.conditions = template.section("Conditions").keySet();
  }

  static List<String> faults(Template template) {
    return new References(template).look();
  }

  private List<String> look() {
    eachMap(template.root(), this::intrinsics);
    template
        .resources()
        .forEach(each -> list(each.body().get("DependsOn")).forEach(this::dependsOn));
    for (String declared : parameters) {
      check(used.contains(declared), "parameter " + declared + " is never used");
    }
    for (String declared : conditions) {
      check(used.contains("condition " + declared), "condition " + declared + " is never used");
    }
    return faults;
  }

  private void intrinsics(Map<String, Object> here) {
    if (here.get("Ref") instanceof String name && here.size() == 1) {
      value(name, "Ref " + name);
    }
    if (here.containsKey("Fn::GetAtt")) {
      String name = Template.attribute(here);
      check(resources.contains(first(name)), "GetAtt " + name + " names no resource");
    }
    if (here.containsKey("Fn::Sub")) {
      sub(list(here.get("Fn::Sub")));
    }
    if (here.get("Condition") instanceof String name) {
      condition(name);
    }
    if (here.containsKey("Fn::If")) {
      condition(String.valueOf(list(here.get("Fn::If")).getFirst()));
    }
    if (here.containsKey("Fn::FindInMap")) {
      Object name = list(here.get("Fn::FindInMap")).getFirst();
      check(template.section("Mappings").containsKey(name), "FindInMap names no map " + name);
    }
  }

  private void sub(List<Object> given) {
    Map<String, Object> own = given.size() > 1 ? map(given.get(1)) : Map.of();
    Matcher place = PLACE.matcher(String.valueOf(given.getFirst()));
    while (place.find()) {
      String name = place.group(1);
      if (own.containsKey(name)) {
        continue;
      }
      if (name.contains(".")) {
        check(resources.contains(first(name)), "Sub ${" + name + "} names no resource");
      } else {
        value(name, "Sub ${" + name + "}");
      }
    }
  }

  private void value(String name, String said) {
    used.add(name);
    boolean made =
        name.contains(".")
            ? resources.contains(first(name)) && isMadeBySam(name)
            : resources.contains(name);
    check(
        name.startsWith("AWS::") || parameters.contains(name) || made,
        said + " names neither parameter nor resource");
  }

  /** SAM makes a version and an alias beside a function, and a stage beside an API. */
  private boolean isMadeBySam(String name) {
    String type = template.resource(first(name)).type();
    return type.equals("AWS::Serverless::Function")
        ? name.endsWith(".Alias") || name.endsWith(".Version")
        : type.equals("AWS::Serverless::HttpApi") && name.endsWith(".Stage");
  }

  private void condition(String name) {
    used.add("condition " + name);
    check(conditions.contains(name), "condition " + name + " is not declared");
  }

  private void dependsOn(Object name) {
    check(resources.contains(name), "DependsOn " + name + " names no resource");
  }

  private void check(boolean holds, String fault) {
    if (!holds) {
      faults.add(template.name() + ": " + fault);
    }
  }

  private static String first(String name) {
    return name.split("\\.", 2)[0];
  }
}
