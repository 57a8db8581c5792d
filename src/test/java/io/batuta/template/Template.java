package io.batuta.template;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * One CloudFormation template. Short forms are written out: {@code !Ref x} is {@code {"Ref": "x"}},
 * {@code !Sub x} is {@code {"Fn::Sub": "x"}}.
 */
record Template(String name, Map<String, Object> root) {

  /** A resource of it; the properties are empty where none are written. */
  record Resource(String id, String type, Map<String, Object> body) {

    Map<String, Object> properties() {
      return map(body.get("Properties"));
    }

    boolean is(String wanted) {
      return type.equals(wanted);
    }
  }

  static Template read(Path file) {
    try {
      return parse(file.toString().replace('\\', '/'), Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Template parse(String name, String text) {
    return new Template(name, map(new Yaml(new Tags()).load(text)));
  }

  Map<String, Object> section(String section) {
    return map(root.get(section));
  }

  List<Resource> resources() {
    List<Resource> all = new ArrayList<>();
    section("Resources")
        .forEach(
            (id, body) ->
                all.add(new Resource(id, String.valueOf(map(body).get("Type")), map(body))));
    return all;
  }

  List<Resource> resources(String type) {
    return resources().stream().filter(resource -> resource.is(type)).toList();
  }

  Resource resource(String id) {
    return resources().stream()
        .filter(resource -> resource.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(name + " has no resource " + id));
  }

  /** Every map below a value, the value itself first. */
  static void eachMap(Object value, Consumer<Map<String, Object>> visitor) {
    if (value instanceof Map<?, ?>) {
      visitor.accept(map(value));
      map(value).values().forEach(each -> eachMap(each, visitor));
    } else if (value instanceof Collection<?> list) {
      list.forEach(each -> eachMap(each, visitor));
    }
  }

  /** The map, or an empty one for what is none. */
  static Map<String, Object> map(Object value) {
    Map<String, Object> copy = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> given) {
      given.forEach((key, each) -> copy.put(String.valueOf(key), each));
    }
    return copy;
  }

  /** The list; of one element for a single value, empty for null. */
  static List<Object> list(Object value) {
    if (value == null) {
      return List.of();
    }
    return value instanceof Collection<?> many ? new ArrayList<>(many) : List.of(value);
  }

  /** What stands at a path of keys; null where it ends. */
  static Object at(Object value, String... path) {
    Object here = value;
    for (String key : path) {
      here = map(here).get(key);
    }
    return here;
  }

  /** {@code A.b.c} of a GetAtt in either form; an empty text for what is none. */
  static String attribute(Object value) {
    Object given = map(value).get("Fn::GetAtt");
    return given == null
        ? ""
        : String.join(".", list(given).stream().map(String::valueOf).toList());
  }

  /** The name of a Ref; an empty text for what is none. */
  static String reference(Object value) {
    Object given = map(value).get("Ref");
    return given == null ? "" : given.toString();
  }

  /** Knows the tags of CloudFormation, and of Java nothing. */
  private static final class Tags extends SafeConstructor {

    Tags() {
      super(new LoaderOptions());
      yamlMultiConstructors.put("!", new ShortForm());
    }

    private final class ShortForm extends AbstractConstruct {
      @Override
      public Object construct(Node node) {
        String name = node.getTag().getValue().substring(1);
        String key = name.equals("Ref") || name.equals("Condition") ? name : "Fn::" + name;
        return new LinkedHashMap<>(Map.of(key, value(node)));
      }

      private Object value(Node node) {
        return switch (node) {
          case ScalarNode scalar -> scalar.getValue();
          case SequenceNode sequence -> constructSequence(sequence);
          case MappingNode mapping -> constructMapping(mapping);
          default -> throw new IllegalArgumentException("unknown node " + node.getNodeId());
        };
      }
    }
  }
}
