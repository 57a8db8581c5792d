package io.batuta.portfolio;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which column of a portfolio file holds what. The names are those of the Portfolio CSV in the API
 * documentation; any other column becomes an attribute.
 *
 * @param width columns in all: every row has as many
 * @param known the position of each documented column that the file has
 * @param points the contact columns, in the order in which they are tried
 * @param attributes position by normalised name
 */
record PortfolioHeader(
    int width,
    Map<String, Integer> known,
    List<PointColumn> points,
    Map<String, Integer> attributes) {

  private static final Set<String> REQUIRED =
      Set.of("account_number", "debtor_number", "name", "balance");
  private static final Set<String> OPTIONAL =
      Set.of(
          "document",
          "birth_date",
          "age",
          "sex",
          "language",
          "region",
          "city",
          "time_zone",
          "income_band",
          "product",
          "currency",
          "principal",
          "due_date",
          "days_past_due",
          "authorised_channels",
          "status",
          "guarantor_of");
  private static final Pattern POINT = Pattern.compile("(phone|whatsapp|email)_([1-5])|address");
  private static final int MOST_COLUMNS = 200;

  /** A column of contact points: {@code phone_2} is kind phone, place 2. */
  record PointColumn(String name, PointKind kind, int place, int position) {}

  PortfolioHeader {
    known = Map.copyOf(known);
    points = List.copyOf(points);
    attributes = Map.copyOf(attributes);
  }

  /**
   * @param names in lower case
   * @throws BrokenFile if a required column is missing, one stands twice, or one looks like
   *     personal data
   */
  static PortfolioHeader of(List<String> names) {
    if (names.size() > MOST_COLUMNS) {
      throw new BrokenFile(1, null, "more than " + MOST_COLUMNS + " columns");
    }
    refuseMissing(names);
    Map<String, Integer> known = new HashMap<>();
    List<PointColumn> points = new ArrayList<>();
    Map<String, Integer> attributes = new LinkedHashMap<>();
    Set<String> seen = new HashSet<>();
    for (int at = 0; at < names.size(); at++) {
      String name = names.get(at);
      if (!seen.add(name)) {
        throw new BrokenFile(1, name, "the column stands twice in the header");
      }
      if (REQUIRED.contains(name) || OPTIONAL.contains(name)) {
        known.put(name, at);
      } else if (point(name, at) instanceof PointColumn point) {
        points.add(point);
      } else if (attributes.put(attribute(name, at), at) != null) {
        throw new BrokenFile(1, name, "two columns have this name once it is normalised");
      }
    }
    points.sort((a, b) -> Integer.compare(a.place(), b.place()));
    return new PortfolioHeader(names.size(), known, points, attributes);
  }

  /** The documented columns that the file has, and {@code attributes} never among them. */
  String[] present() {
    return known.keySet().toArray(String[]::new);
  }

  /** The kinds of contact point about which the file says everything. */
  String[] presentKinds() {
    return points.stream().map(point -> point.kind().tag()).distinct().toArray(String[]::new);
  }

  private static void refuseMissing(List<String> names) {
    Set<String> missing = new TreeSet<>(REQUIRED);
    names.forEach(missing::remove);
    if (!names.contains("due_date") && !names.contains("days_past_due")) {
      missing.add("due_date or days_past_due");
    }
    if (!missing.isEmpty()) {
      throw new BrokenFile(1, null, "the header lacks " + String.join(", ", missing));
    }
  }

  private static @Nullable PointColumn point(String name, int at) {
    Matcher matched = POINT.matcher(name);
    if (!matched.matches()) {
      return null;
    }
    String kind = matched.group(1);
    return kind == null
        ? new PointColumn(name, PointKind.ADDRESS, 1, at)
        : new PointColumn(name, PointKind.ofTag(kind), Integer.parseInt(matched.group(2)), at);
  }

  private static String attribute(String name, int at) {
    String normal = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    normal = normal.replaceAll("^_+|_+$", "");
    if (normal.isEmpty() || normal.length() > 63) {
      throw new BrokenFile(
          1, name, "column " + (at + 1) + " needs a name of 1 to 63 letters a-z, digits and _");
    }
    PersonalColumns.refuse(name, normal);
    return normal;
  }
}
