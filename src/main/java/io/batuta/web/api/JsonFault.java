package io.batuta.web.api;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says what is wrong with a JSON body in the caller's words: the field, the line and the column;
 * never a class of ours.
 */
final class JsonFault {

  private static final int LONGEST_QUOTE = 60;

  private JsonFault() {}

  /** The problem to answer for a failure anywhere below {@code failure}, if JSON caused it. */
  static Optional<Problem> in(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof Problem problem) {
        return Optional.of(problem);
      }
      if (cause instanceof MismatchedInputException mismatch && !mismatch.getPath().isEmpty()) {
        return Optional.of(mismatch(mismatch));
      }
      if (cause instanceof JsonProcessingException unreadable) {
        return Optional.of(
            Problem.badRequest(
                "The body is not the JSON that was expected" + at(unreadable.getLocation()) + "."));
      }
    }
    return Optional.empty();
  }

  private static Problem mismatch(MismatchedInputException mismatch) {
    return new Problem(
        new Problem.Body(
            422,
            "/problems/invalid",
            "The body has a field that cannot be taken",
            "See violations" + at(mismatch.getLocation()) + ".",
            List.of(new Problem.Violation(path(mismatch), message(mismatch))),
            null,
            null));
  }

  private static String message(MismatchedInputException mismatch) {
    if (mismatch instanceof UnrecognizedPropertyException unknown) {
      return "is not known here; known are "
          + unknown.getKnownPropertyIds().stream()
              .map(String::valueOf)
              .sorted()
              .collect(Collectors.joining(", "));
    }
    String expected = "must be " + expected(mismatch.getTargetType());
    return mismatch instanceof InvalidFormatException wrong
        ? expected + ", not \"" + quote(wrong.getValue()) + "\""
        : expected;
  }

  private static String expected(@Nullable Class<?> type) {
    if (type == null) {
      return "of another type";
    }
    if (type.isEnum()) {
      return "one of "
          + Arrays.stream(type.getEnumConstants())
              .map(String::valueOf)
              .collect(Collectors.joining(", "));
    }
    if (type == LocalDate.class) {
      return "a date such as 2026-11-23";
    }
    if (type == OffsetDateTime.class) {
      return "a time such as 2026-11-23T09:00:00-05:00";
    }
    if (type == Boolean.class || type == boolean.class) {
      return "true or false";
    }
    if (type == String.class) {
      return "a text";
    }
    if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
      return "a whole number";
    }
    return Iterable.class.isAssignableFrom(type) ? "an array" : "an object";
  }

  private static String path(JsonMappingException failure) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference step : failure.getPath()) {
      if (step.getFieldName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(quote(step.getFieldName()));
      }
    }
    return path.toString();
  }

  private static String at(@Nullable JsonLocation location) {
    return location == null
        ? ""
        : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
  }

  private static String quote(@Nullable Object value) {
    String text = String.valueOf(value);
    return text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "…";
  }
}
