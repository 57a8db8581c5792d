package io.batuta.compliance;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A piece of a law file that knows its line, so that a fault can be told with its place. */
sealed interface LawNode {

  int line();

  /** Anything written as one word: numbers and dates too, as they stand in the file. */
  record Text(int line, String value) implements LawNode {}

  record Items(int line, List<LawNode> values) implements LawNode {}

  /** Keys in the order of the file, none twice. */
  record Fields(int line, Map<String, LawNode> values) implements LawNode {}

  /**
   * Reads the whole of a file.
   *
   * @throws LawFault if it is no YAML, has a key twice, an alias, or more than one document
   */
  static LawNode parse(String file, InputStream in) throws IOException {
    try (YAMLParser parser = new YAMLFactory().createParser(in)) {
      parser.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
      if (parser.nextToken() == null) {
        throw new LawFault(file, 0, "the file is empty");
      }
      LawNode whole = node(file, parser);
      if (parser.nextToken() != null) {
        throw new LawFault(file, lineOf(parser), "one document is expected");
      }
      return whole;
    } catch (JsonParseException e) {
      throw new LawFault(file, e.getLocation().getLineNr(), e.getOriginalMessage());
    }
  }

  private static LawNode node(String file, YAMLParser parser) throws IOException {
    int line = lineOf(parser);
    if (parser.isCurrentAlias()) {
      throw new LawFault(file, line, "an alias hides what the law says: write it out");
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> fields(file, line, parser);
      case START_ARRAY -> items(file, line, parser);
      case VALUE_NULL -> throw new LawFault(file, line, "a value is missing");
      default -> new Text(line, parser.getText());
    };
  }

  private static Fields fields(String file, int line, YAMLParser parser) throws IOException {
    Map<String, LawNode> values = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      parser.nextToken();
      values.put(key, node(file, parser));
    }
    return new Fields(line, values);
  }

  private static Items items(String file, int line, YAMLParser parser) throws IOException {
    List<LawNode> values = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      values.add(node(file, parser));
    }
    return new Items(line, values);
  }

  private static int lineOf(YAMLParser parser) {
    return parser.currentTokenLocation().getLineNr();
  }
}
