package io.batuta.portfolio;

import java.util.List;
import java.util.Set;

/**
 * Recognises, by its name, a column that would carry personal data into the attributes, which rules
 * and reports read in plain. The documented columns are the way in for such data.
 */
final class PersonalColumns {

  /** Whole words of a column's name. */
  private static final Set<String> WORDS =
      Set.of(
          "name",
          "nombre",
          "nombres",
          "apellido",
          "apellidos",
          "surname",
          "tel",
          "cel",
          "movil",
          "mobile",
          "fax",
          "mail",
          "correo",
          "cc",
          "ci",
          "dni",
          "rfc",
          "curp",
          "rut",
          "run",
          "nit",
          "cpf",
          "cuit",
          "cuil",
          "ssn",
          "passport",
          "pasaporte",
          "iban",
          "street",
          "calle",
          "domicilio",
          "birthday",
          "ip",
          "facebook",
          "instagram");

  /** Parts that give it away inside a word, {@code homephone} and {@code emailaddress}. */
  private static final List<String> PARTS =
      List.of(
          "phone",
          "telef",
          "celular",
          "whatsapp",
          "email",
          "address",
          "direccion",
          "cedula",
          "document",
          "fullname",
          "firstname",
          "lastname",
          "nacimiento",
          "birth_date",
          "birthdate");

  private PersonalColumns() {}

  /**
   * @param normal the name in letters a-z, digits and _
   * @throws BrokenFile if it looks like personal data
   */
  static void refuse(String name, String normal) {
    boolean word = List.of(normal.split("_", -1)).stream().anyMatch(WORDS::contains);
    if (word || PARTS.stream().anyMatch(normal::contains)) {
      throw new BrokenFile(
          1,
          name,
          "the column looks like personal data, which attributes must not hold: use one of the"
              + " documented columns (name, document, birth_date, phone_1 to phone_5, whatsapp_1 to"
              + " whatsapp_5, email_1 to email_5, address), or leave it out");
    }
  }
}
