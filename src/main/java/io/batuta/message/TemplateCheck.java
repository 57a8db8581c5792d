package io.batuta.message;

import io.batuta.message.TemplateFault.Field;
import io.batuta.portfolio.Channel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a template when it is saved, so that a night never meets one that cannot be rendered.
 */
public final class TemplateCheck {

  /** A subject line; mail readers cut long ones, and mail rules refuse over 998 octets. */
  private static final int LONGEST_SUBJECT = 200;

  private TemplateCheck() {}

  /**
   * All faults, in the order of the text; none means that it can be saved.
   *
   * @param subject must be there for e-mail, and must not for any other channel
   */
  public static List<TemplateFault> faults(Channel channel, @Nullable String subject, String body) {
    List<TemplateFault> faults = new ArrayList<>();
    if (channel == Channel.EMAIL) {
      text(Field.SUBJECT, subject == null ? "" : subject, LONGEST_SUBJECT, faults);
      if (subject != null && subject.chars().anyMatch(Character::isISOControl)) {
        faults.add(new TemplateFault(Field.SUBJECT, 0, 0, "a subject is one line"));
      }
    } else if (subject != null && !subject.isBlank()) {
      faults.add(new TemplateFault(Field.SUBJECT, 0, 0, "only an e-mail has a subject"));
    }
    text(Field.BODY, body, longestBody(channel), faults);
    return List.copyOf(faults);
  }

  private static void text(Field field, String text, int longest, List<TemplateFault> faults) {
    if (text.isBlank()) {
      faults.add(new TemplateFault(field, 0, 0, "there is no text"));
    }
    if (text.length() > longest) {
      faults.add(
          new TemplateFault(
              field, longest, text.length() - longest, "longer than " + longest + " characters"));
    }
    for (Piece piece : Piece.cut(text)) {
      if (piece instanceof Piece.Wrong wrong) {
        faults.add(wrong.fault().in(field));
      }
    }
  }

  /** In characters of the template: some ten parts of an SMS, some pages of anything else. */
  private static int longestBody(Channel channel) {
    return channel == Channel.SMS ? 1_600 : 20_000;
  }
}
