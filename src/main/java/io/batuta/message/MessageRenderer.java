package io.batuta.message;

import io.batuta.portfolio.Channel;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts a debtor's values into a template.
 *
 * <p>The syntax is {@code {{parameter}}} and nothing more: no conditions, loops or calls, so a
 * template can neither run for long nor reach what {@link Parameter} does not list. Every channel
 * gets plain text (an e-mail too: a gateway that sends HTML escapes it there), and a value is
 * always one line without control characters.
 *
 * <p>An SMS is written without the accents that its alphabet lacks ({@link Transliteration}) where
 * that makes it cheaper: one á more than doubles the parts.
 */
@ApplicationScoped
public class MessageRenderer {

  /** More texts than this in one process, and all are cut anew. */
  private static final int TEXTS_KEPT = 1_000;

  private final Map<String, List<Piece>> cut = new ConcurrentHashMap<>();

  /** Pure: the same template and values give the same message. */
  public Rendering render(MessageTemplate template, MessageValues values) {
    StringBuilder body = new StringBuilder();
    StringBuilder subject = new StringBuilder();
    Unrenderable fault = fill(template.body(), values, body);
    if (fault == null && template.subject() != null) {
      fault = fill(template.subject(), values, subject);
    }
    if (fault != null) {
      return fault;
    }
    String text = template.channel() == Channel.SMS ? cheapest(body.toString()) : body.toString();
    if (text.isBlank()) {
      return new Unrenderable("body");
    }
    return new RenderedMessage(
        template.subject() == null ? null : subject.toString(),
        text,
        template.channel() == Channel.SMS ? SmsParts.count(text).parts() : 1);
  }

  private @Nullable Unrenderable fill(String text, MessageValues values, StringBuilder filled) {
    for (Piece piece : pieces(text)) {
      switch (piece) {
        case Piece.Literal literal -> filled.append(literal.text());
        case Piece.Value value -> {
          String written = value.parameter().of(values);
          if (written.isEmpty()) {
            return new Unrenderable(value.parameter().tag());
          }
          filled.append(written);
        }
        case Piece.Wrong wrong -> {
          return new Unrenderable(wrong.fault().message());
        }
      }
    }
    return null;
  }

  /**
   * A campaign says the same text to many, so that cutting it each time costs most of rendering.
   */
  private List<Piece> pieces(String text) {
    if (cut.size() > TEXTS_KEPT) {
      cut.clear();
    }
    return cut.computeIfAbsent(text, whole -> List.copyOf(Piece.cut(whole)));
  }

  /** Accents are only given up for something: a text that needs UCS-2 anyway keeps them. */
  private static String cheapest(String text) {
    if (GsmAlphabet.writes(text)) {
      return text;
    }
    String plain = Transliteration.toGsm(text);
    return SmsParts.count(plain).parts() < SmsParts.count(text).parts() ? plain : text;
  }
}
