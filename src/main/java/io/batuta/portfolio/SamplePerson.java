package io.batuta.portfolio;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;

/**
 * Who a client of the sample is: nobody. Every value is made up from the row number.
 *
 * <ul>
 *   <li>Documents begin with 99: no Colombian identity card has a number that high.
 *   <li>Phones are +57 33335 and +57 33336 with five digits: valid in form, so that validation is
 *       exercised. They might be given to somebody one day; what keeps them from ringing is that
 *       the sample's creditor is fictional, and no real gateway carries a fictional creditor's
 *       contact.
 *   <li>E-mail is at example.com, which is reserved (RFC 2606).
 * </ul>
 */
record SamplePerson(
    String name,
    String document,
    String language,
    String region,
    String city,
    String phone,
    String secondPhone,
    String whatsapp,
    String email,
    String authorisedChannels) {

  private static final List<String> WOMEN =
      List.of(
          "María",
          "Luz Marina",
          "Ana",
          "Carolina",
          "Diana",
          "Paola",
          "Sandra",
          "Claudia",
          "Valentina",
          "Daniela",
          "Laura",
          "Natalia",
          "Andrea",
          "Yolanda",
          "Gloria",
          "Martha",
          "Adriana",
          "Lucía",
          "Sofía",
          "Camila",
          "Mónica",
          "Pilar",
          "Ángela",
          "Rocío");
  private static final List<String> MEN =
      List.of(
          "José",
          "Luis",
          "Carlos",
          "Juan",
          "Andrés",
          "Jorge",
          "Diego",
          "Camilo",
          "Óscar",
          "Julián",
          "Fernando",
          "Iván",
          "Santiago",
          "Sebastián",
          "Mauricio",
          "Álvaro",
          "Héctor",
          "Wilson",
          "Edwin",
          "Germán",
          "Ricardo",
          "Hernán",
          "Fabián",
          "Nicolás");
  private static final List<String> SURNAMES =
      List.of(
          "Rodríguez",
          "Gómez",
          "González",
          "Martínez",
          "García",
          "López",
          "Hernández",
          "Sánchez",
          "Ramírez",
          "Pérez",
          "Díaz",
          "Muñoz",
          "Rojas",
          "Moreno",
          "Jiménez",
          "Vargas",
          "Torres",
          "Castro",
          "Ortiz",
          "Gutiérrez",
          "Suárez",
          "Ruiz",
          "Álvarez",
          "Valencia",
          "Quintero",
          "Ospina",
          "Cárdenas",
          "Peña",
          "Niño",
          "Arango",
          "Mejía",
          "Zapata",
          "Córdoba",
          "Bolaños");

  /** Region and city, as often as some hundredth of the country lives there. */
  private record Place(int hundredths, String region, String city) {}

  private static final List<Place> PLACES =
      List.of(
          new Place(34, "Bogotá D.C.", "Bogotá"),
          new Place(15, "Antioquia", "Medellín"),
          new Place(12, "Valle del Cauca", "Cali"),
          new Place(9, "Atlántico", "Barranquilla"),
          new Place(6, "Bolívar", "Cartagena"),
          new Place(5, "Santander", "Bucaramanga"),
          new Place(4, "Norte de Santander", "Cúcuta"),
          new Place(4, "Risaralda", "Pereira"),
          new Place(3, "Tolima", "Ibagué"),
          new Place(3, "Caldas", "Manizales"),
          new Place(3, "Nariño", "Pasto"),
          new Place(2, "Meta", "Villavicencio"));

  static SamplePerson of(long row, boolean woman) {
    String given = SampleHash.one(row, "given", woman ? WOMEN : MEN);
    String surname = SampleHash.one(row, "surname", SURNAMES);
    Place place = place(SampleHash.of(row, "place", 100));
    String phone = phone(row);
    return new SamplePerson(
        given + " " + surname + " " + SampleHash.one(row, "mother", SURNAMES),
        "99%08d".formatted(10_000_000 + row * 2_971 % 89_999_999),
        SampleHash.of(row, "language", 100) < 3 ? "en" : "es",
        place.region(),
        place.city(),
        phone,
        SampleHash.of(row, "second", 100) < 20 ? number("33336", row) : "",
        SampleHash.of(row, "whatsapp", 100) < 60 ? phone : "",
        SampleHash.of(row, "email", 100) < 75 ? email(given, surname, row) : "",
        channels(SampleHash.of(row, "channels", 100)));
  }

  /** Some three in a thousand share the phone of the client before them: families do. */
  private static String phone(long row) {
    boolean shared = row > 1 && SampleHash.of(row, "shared", 1_000) < 3;
    return number("33335", shared ? row - 1 : row);
  }

  private static String number(String block, long row) {
    return "+57%s%05d".formatted(block, row % 100_000);
  }

  private static String email(String given, String surname, long row) {
    String plain =
        Normalizer.normalize(given + "." + surname, Normalizer.Form.NFD)
            .replaceAll("[^A-Za-z.]", "")
            .toLowerCase(Locale.ROOT);
    return plain + "." + row + "@example.com";
  }

  private static Place place(int drawn) {
    int upTo = 0;
    for (Place place : PLACES) {
      upTo += place.hundredths();
      if (drawn < upTo) {
        return place;
      }
    }
    return PLACES.getFirst();
  }

  /** Most authorised everything the bank asked for; some only one way. */
  private static String channels(int drawn) {
    if (drawn < 84) {
      return "SMS|EMAIL|WHATSAPP|CALL";
    }
    if (drawn < 90) {
      return "SMS";
    }
    return drawn < 95 ? "EMAIL" : "SMS|EMAIL";
  }
}
