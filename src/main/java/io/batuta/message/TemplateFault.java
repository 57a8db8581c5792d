package io.batuta.message;

/**
 * What is wrong with a template, so that an editor can point at it.
 *
 * @param position of its first character in the field, from 0
 * @param length in characters; 0: the field as a whole
 * @param message for the person who writes the template
 */
public record TemplateFault(Field field, int position, int length, String message) {

  /** Where it stands. */
  public enum Field {
    SUBJECT,
    BODY
  }

  TemplateFault in(Field other) {
    return new TemplateFault(other, position, length, message);
  }
}
