package io.batuta.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * A lender's portfolio file, made up by a seed and written row by row, with the columns that a
 * large bank sends. Nobody is in it: documents begin with 99, phones are of the block that the
 * sample has too, e-mail is at example.com. Every tenth account is a second one of the debtor
 * before it.
 */
final class LenderFile {

  private static final String HEADER =
      "account_number,debtor_number,name,document,birth_date,sex,language,region,city,income_band,"
          + "product,currency,principal,balance,due_date,phone_1,phone_2,whatsapp_1,email_1,"
          + "authorised_channels,status,branch,late_months\n";
  private static final List<String> GIVEN =
      List.of("María", "Ana", "Sofía", "Lucía", "Camilo", "José", "Andrés", "Óscar", "Diana");
  private static final List<String> SURNAMES =
      List.of("Gómez", "Rodríguez", "Díaz", "Paz", "Muñoz", "Castro", "Peña", "Ortiz", "Suárez");
  private static final List<String> PLACES =
      List.of("Bogotá D.C.,Bogotá", "Antioquia,Medellín", "Atlántico,Barranquilla", "Caldas,Neira");
  private static final List<String> PRODUCTS = List.of("card", "loan", "mortgage", "overdraft");

  /** Phones of the made-up block 3333 4xxxxx to 3333 9xxxxx: as many as are valid in form. */
  private static final int PHONES = 600_000;

  private final long seed;
  private final LocalDate today;

  /**
   * @param today due dates are one day to a year before it
   */
  LenderFile(long seed, LocalDate today) {
    this.seed = seed;
    this.today = today;
  }

  /**
   * Writes the file, over what was there.
   *
   * @param later a later file of the same accounts: one in twenty owes something else
   */
  Path write(Path to, int rows, boolean later) throws IOException {
    Files.createDirectories(to.toAbsolutePath().getParent());
    try (BufferedWriter out = Files.newBufferedWriter(to)) {
      out.write(HEADER);
      StringBuilder row = new StringBuilder(512);
      for (int i = 1; i <= rows; i++) {
        row.setLength(0);
        append(row, i, later);
        out.append(row);
      }
    }
    return to;
  }

  private void append(StringBuilder row, int i, boolean later) {
    int debtor = i % 10 == 0 ? i - 1 : i;
    row.append(String.format(Locale.ROOT, "A%09d,D%09d,", i, debtor));
    SplittableRandom person = new SplittableRandom(seed * 31 + debtor);
    String given = one(person, GIVEN);
    String surname = one(person, SURNAMES);
    row.append(given).append(' ').append(surname).append(' ').append(one(person, SURNAMES));
    row.append(",99").append(10_000_000 + debtor).append(',');
    row.append(today.minusDays(7_000 + person.nextInt(20_000))).append(',');
    row.append(person.nextBoolean() ? 'F' : 'M').append(person.nextInt(20) == 0 ? ",en," : ",es,");
    row.append(one(person, PLACES)).append(",B").append(person.nextInt(5)).append(',');
    debt(row, i, later);
    points(row, person, debtor);
    row.append(person.nextInt(10) == 0 ? "SMS|EMAIL" : "SMS|EMAIL|WHATSAPP|CALL")
        .append(",active,");
    row.append(100 + person.nextInt(300)).append(',').append(person.nextInt(12)).append('\n');
  }

  private void debt(StringBuilder row, int i, boolean later) {
    SplittableRandom account = new SplittableRandom(seed * 37 + i);
    row.append(one(account, PRODUCTS)).append(",COP,").append(20_000_000 + account.nextInt(9));
    boolean changed = account.nextInt(20) == 0 && later;
    row.append(',').append(100_000 + account.nextInt(9_000_000) + (changed ? 1 : 0));
    row.append('.').append(10 + account.nextInt(90)).append(',');
    row.append(today.minusDays(1 + account.nextInt(365))).append(',');
  }

  private static void points(StringBuilder row, SplittableRandom person, int debtor) {
    String phone = phone(debtor);
    row.append(person.nextInt(4) == 0 ? "+57 " : "").append(phone).append(',');
    row.append(person.nextInt(5) == 0 ? phone(debtor + PHONES / 2) : "").append(',');
    row.append(person.nextInt(2) == 0 ? phone : "").append(',');
    if (person.nextInt(4) > 0) {
      row.append("cliente.").append(debtor).append("@example.com");
    }
    row.append(',');
  }

  private static String phone(int debtor) {
    return "3333" + (400_000 + debtor % PHONES);
  }

  private static String one(SplittableRandom random, List<String> of) {
    return of.get(random.nextInt(of.size()));
  }
}
