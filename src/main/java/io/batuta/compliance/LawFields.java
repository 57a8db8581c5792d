package io.batuta.compliance;

import io.batuta.compliance.LawNode.Fields;
import io.batuta.compliance.LawNode.Items;
import io.batuta.compliance.LawNode.Text;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/**
 * The keys of one block of a law file, taken one by one. What nobody took is unknown, and {@link
 * #done} refuses it: a misspelt bound must never be a bound that is not there.
 */
final class LawFields {

  private final String file;
  private final Fields fields;
  private final Set<String> taken = new HashSet<>();

  private LawFields(String file, Fields fields) {
    this.file = file;
    this.fields = fields;
  }

  static LawFields of(String file, LawNode node) {
    if (node instanceof Fields fields) {
      return new LawFields(file, fields);
    }
    throw new LawFault(file, node.line(), "a block of keys is expected");
  }

  int line() {
    return fields.line();
  }

  boolean has(String key) {
    return fields.values().containsKey(key);
  }

  LawFields block(String key) {
    return of(file, node(key));
  }

  List<LawNode> list(String key) {
    LawNode node = node(key);
    if (node instanceof Items items && !items.values().isEmpty()) {
      return items.values();
    }
    throw new LawFault(file, node.line(), key + " is a list of one or more");
  }

  /** All keys of this block, whatever they are called. */
  Set<String> keys() {
    return fields.values().keySet();
  }

  String text(String key) {
    return text(node(key));
  }

  /** Reads a word; what {@code as} cannot read is a fault of this line. */
  <T> T read(String key, String shape, Function<String, T> as) {
    return read(node(key), key, shape, as);
  }

  <T> T read(LawNode node, String key, String shape, Function<String, T> as) {
    String text = text(node);
    try {
      return as.apply(text);
    } catch (RuntimeException e) {
      throw new LawFault(
          file, node.line(), key + " is " + shape + ", not \"" + text + "\": " + e.getMessage());
    }
  }

  <E extends Enum<E>> E word(String key, Class<E> words) {
    return word(node(key), key, words);
  }

  <E extends Enum<E>> Set<E> words(String key, Class<E> words) {
    Set<E> found = EnumSet.noneOf(words);
    for (LawNode node : list(key)) {
      if (!found.add(word(node, key, words))) {
        throw new LawFault(file, node.line(), key + " names " + text(node) + " twice");
      }
    }
    return found;
  }

  private <E extends Enum<E>> E word(LawNode node, String key, Class<E> words) {
    String text = text(node);
    for (E word : words.getEnumConstants()) {
      if (word.name().equals(text) || word.name().toLowerCase(Locale.ROOT).equals(text)) {
        return word;
      }
    }
    throw new LawFault(
        file,
        node.line(),
        key + " is one of " + Arrays.toString(words.getEnumConstants()) + ", not " + text);
  }

  /**
   * @throws LawFault if a key was never asked for
   */
  void done() {
    fields
        .values()
        .forEach(
            (key, node) -> {
              if (!taken.contains(key)) {
                throw new LawFault(file, node.line(), "unknown key " + key);
              }
            });
  }

  /** A fault of this block that no single key has. */
  LawFault fault(String reason) {
    return new LawFault(file, fields.line(), reason);
  }

  LawNode node(String key) {
    taken.add(key);
    LawNode node = fields.values().get(key);
    if (node == null) {
      throw new LawFault(file, fields.line(), key + " is missing");
    }
    return node;
  }

  private String text(LawNode node) {
    if (node instanceof Text text && !text.value().isBlank()) {
      return text.value();
    }
    throw new LawFault(file, node.line(), "one word or sentence is expected");
  }
}
