package io.batuta.web.api;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.batuta.document.PdfText;
import io.batuta.ledger.ContactFact;
import io.batuta.ledger.ContactId;
import io.batuta.ledger.FactKind;
import io.batuta.ledger.LedgerStore;
import io.batuta.ledger.Reason;
import io.batuta.ledger.Sealing;
import io.batuta.portfolio.Channel;
import io.batuta.portfolio.ContactPointId;
import io.batuta.portfolio.Creditor;
import io.batuta.portfolio.DebtorId;
import io.batuta.postgres.Sql;
import io.batuta.testing.Await;
import io.batuta.testing.Facts;
import io.batuta.testing.Keys;
import io.batuta.testing.People;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class EvidenceResourceTest {

  private static final LocalDate FRI_2019_06_07 = LocalDate.parse("2019-06-07");
  private static final Instant NINE = Instant.parse("2019-06-07T14:00:00Z");
  private static final Instant MONDAY = Instant.parse("2019-06-10T14:00:00Z");

  @Inject Sql sql;
  @Inject LedgerStore ledger;
  @Inject People people;
  @Inject Facts facts;
  @Inject Keys keys;

  private Creditor bank;
  private DebtorId ana;

  /** A contact that left, one that the law forbade, a stop; sealed. One more that is not. */
  @BeforeEach
  void happen() {
    bank = people.bank();
    ana = people.debtor(bank, "1", FRI_2019_06_07);
    ContactPointId phone = point();
    ContactId contact = ContactId.of(bank.id(), FRI_2019_06_07, ana, 0);
    append(
        NINE,
        fact(FactKind.SENT, NINE)
            .ofContact(contact, FRI_2019_06_07, 1L, null)
            .on(Channel.SMS, phone),
        fact(FactKind.WITHHELD, NINE)
            .on(Channel.EMAIL, null)
            .because(Reason.ONE_CHANNEL_A_WEEK)
            .explained(new JsonObject().put("rule", "co/ley-2300-art-3/window")),
        fact(FactKind.OPTED_OUT, NINE.plusSeconds(60)).on(Channel.SMS, phone));
    Clock later = Clock.fixed(Instant.parse("2019-06-08T12:00:00Z"), ZoneOffset.UTC);
    Await.on(new Sealing(sql, later)::seal);
    append(
        MONDAY,
        fact(FactKind.PAID, MONDAY)
            .worth(
                new io.batuta.portfolio.Money(5_000, java.util.Currency.getInstance("COP")), null));
  }

  @Test
  void a_debtors_file_tells_when_where_why_by_which_rule_and_proves_each_fact() {
    List<NamedCsvRecord> rows = EvidenceRows.of(get("/debtors/1/evidence", "text/csv", "es"));
    NamedCsvRecord sent = EvidenceRows.only(rows, "kind", "sent");
    assertEquals("2019-06-07T09:00:00-05:00", sent.getField("local_time"));
    assertEquals("America/Bogota", sent.getField("zone"));
    assertEquals("2019-06-07T14:00:00Z", sent.getField("utc_time"));
    assertTrue(sent.getField("contact_point").matches("teléfono \\+57 .*0001"), sent.toString());
    assertFalse(sent.getField("contact_point").contains("33335"), sent.toString());
    NamedCsvRecord withheld = EvidenceRows.only(rows, "kind", "withheld");
    assertTrue(withheld.getField("says").startsWith("No se contactó por correo: otro canal"));
    assertEquals("co/ley-2300-art-3/window", withheld.getField("rule"));
    // Not the rule of that day: the law is of October 2023.
    assertEquals("", withheld.getField("rule_source"));
    for (String kind : List.of("sent", "withheld", "opted_out")) {
      NamedCsvRecord fact = EvidenceRows.only(rows, "kind", kind);
      assertTrue(EvidenceRows.holds(fact), kind);
      assertEquals("true", fact.getField("proof_holds"));
    }
    NamedCsvRecord paid = EvidenceRows.only(rows, "kind", "paid");
    assertEquals("el día aún no está sellado", paid.getField("proof"));
    assertEquals("50.00", paid.getField("amount"));
    assertEquals(
        List.of("2019-06-07", "2019-06-10"),
        rows.stream()
            .filter(row -> row.getField("what").equals("seal"))
            .map(row -> row.getField("seal_day"))
            .toList());
    NamedCsvRecord consent = EvidenceRows.only(rows, "what", "consent");
    assertTrue(consent.getField("says").contains("el acreedor no lo dice"), consent.toString());
    assertTrue(sent.getField("authorised").contains("se toma como todos"));
  }

  @Test
  void what_stood_beside_the_facts_is_told_with_when_it_began_and_ended() {
    Await.on(
        () ->
            sql.asTenant(
                bank.id().value(),
                tx ->
                    tx.run(
                            """
                            INSERT INTO hold (creditor_id, debtor_id, why, held_by, held_at, lifted_by, lifted_at)
                            VALUES ($1, $2, 'legal', 'key-7', '2019-06-07T15:00Z', 'key-8', '2019-06-08T15:00Z')
                            """,
                            Tuple.of(bank.id().value(), ana.value()))
                        .chain(
                            () ->
                                tx.run(
                                    """
                                    INSERT INTO opt_out (creditor_id, channel, address_hash, source, opted_out_at)
                                    SELECT $1, 'SMS', address_hash, 'reply', '2019-06-07T14:01Z'
                                    FROM contact_point WHERE debtor_id = $2 AND kind = 'phone'
                                    """,
                                    Tuple.of(bank.id().value(), ana.value())))
                        .chain(
                            () ->
                                tx.run(
                                    """
                                    INSERT INTO standstill (creditor_id, channel, why, ordered_by, ordered_at)
                                    VALUES ($1, 'SMS', 'revisión', 'key-9', '2019-06-09T15:00Z')
                                    """,
                                    Tuple.of(bank.id().value())))));
    List<NamedCsvRecord> rows = EvidenceRows.of(get("/debtors/1/evidence", "text/csv", "es"));
    NamedCsvRecord hold = EvidenceRows.only(rows, "what", "hold");
    assertEquals("2019-06-07T15:00:00Z", hold.getField("utc_time"));
    assertEquals("2019-06-08T15:00:00Z", hold.getField("until"));
    assertTrue(hold.getField("detail").contains("key-8"));
    NamedCsvRecord stop = EvidenceRows.only(rows, "what", "opt_out");
    assertEquals("SMS", stop.getField("channel"));
    assertTrue(stop.getField("detail").contains("shared address"));
    NamedCsvRecord standstill = EvidenceRows.only(rows, "what", "standstill");
    assertTrue(standstill.getField("detail").contains("revisión"));
    assertEquals("", standstill.getField("until"));
    List<NamedCsvRecord> later =
        EvidenceRows.of(get("/debtors/1/evidence?from=2019-06-10&to=2019-06-10", "text/csv", "es"));
    assertEquals(
        List.of("consent", "opt_out", "standstill"),
        later.stream()
            .map(row -> row.getField("what"))
            .filter(what -> !List.of("about", "law", "fact", "seal").contains(what))
            .toList());
    // Lifted before, or ordered after: not of that day.
    assertFalse(
        get("/evidence?from=2019-06-07&to=2019-06-07", "text/csv", "es")
            .asString()
            .contains("revisión"));
  }

  @Test
  void a_period_holds_its_own_days_in_the_creditors_zone_over_many_pages() {
    DebtorId beto = people.debtor(bank, "2", FRI_2019_06_07);
    facts.tell(bank, beto, Instant.parse("2019-06-09T03:00:00Z"), 1_201); // Saturday 22:00
    Await.on(
        new Sealing(sql, Clock.fixed(Instant.parse("2019-06-10T03:00:00Z"), ZoneOffset.UTC))::seal);
    List<NamedCsvRecord> rows =
        EvidenceRows.of(get("/evidence?from=2019-06-08&to=2019-06-08", "text/csv", "es"));
    List<NamedCsvRecord> told =
        rows.stream().filter(row -> row.getField("what").equals("fact")).toList();
    assertEquals(1_201, told.size());
    assertTrue(told.stream().allMatch(EvidenceRows::holds));
    assertTrue(told.stream().allMatch(row -> row.getField("debtor").equals("2")));
    assertEquals(1_201, told.stream().map(row -> row.getField("fact")).distinct().count());
    Response tooLong = get("/evidence?from=2019-06-08&to=2019-06-08", "application/pdf", "es");
    assertEquals(422, tooLong.statusCode());
    assertTrue(tooLong.asString().contains("text/csv"), tooLong.asString());
  }

  @Test
  void the_pdf_says_the_same() throws Exception {
    byte[] pdf = get("/debtors/1/evidence", "application/pdf", "es").asByteArray();
    String text = PdfText.of(pdf);
    for (String said :
        List.of(
            "Expediente de gestiones de cobranza",
            "con el deudor 1",
            "El proveedor recibió el mensaje por SMS",
            "No se contactó por correo",
            "Pidió que no se le contacte más",
            "el día aún no está sellado",
            "Canales autorizados",
            "página 1 de ")) {
      assertTrue(text.contains(said), said + " in " + text);
    }
    String english = PdfText.of(get("/debtors/1/evidence?format=pdf", "*/*", "en").asByteArray());
    assertTrue(
        english.contains("The provider took the message") || english.contains("by SMS"), english);
    java.nio.file.Files.write(java.nio.file.Path.of("target/evidence-sample.pdf"), pdf);
  }

  @Test
  void a_name_that_a_spreadsheet_would_run_is_made_harmless() {
    Await.on(
        () ->
            sql.asTenant(
                bank.id().value(),
                tx ->
                    tx.run(
                        "UPDATE debtor SET number = '=1+1' WHERE debtor_id = $1",
                        Tuple.of(ana.value()))));
    List<NamedCsvRecord> rows =
        EvidenceRows.of(get("/evidence?from=2019-06-07&to=2019-06-07", "text/csv", "es"));
    assertEquals("'=1+1", EvidenceRows.only(rows, "kind", "sent").getField("debtor"));
  }

  @Test
  void the_page_counts_and_links_and_speaks_both_languages() {
    String key = keys.of(bank, "compliance");
    keys.request()
        .header("X-Api-Key", key)
        .get("/evidence?debtor=1")
        .then()
        .statusCode(200)
        .header("Content-Security-Policy", containsString("form-action 'self'"))
        .body(containsString("hechos en el libro"))
        .body(containsString("no contactados (otro canal"))
        .body(containsString("/evidence/file.pdf?"));
    keys.request()
        .header("X-Api-Key", key)
        .get("/evidence?lang=en&debtor=9")
        .then()
        .statusCode(200)
        .body(containsString("No debtor has that number."))
        .body(not(containsString("file.csv")));
    keys.request()
        .header("X-Api-Key", key)
        .get("/evidence/file.csv?debtor=1&lang=en")
        .then()
        .statusCode(200)
        .header("Content-Disposition", containsString(".csv"))
        .body(containsString("leaf_text"));
    keys.as(bank, "supervisor").get("/evidence").then().statusCode(403);
  }

  private Response get(String path, String accept, String language) {
    return keys.as(bank, "compliance")
        .header("Accept", accept)
        .header("Accept-Language", language)
        .get(root() + path);
  }

  private String root() {
    return "/api/v1/creditors/" + bank.code();
  }

  private ContactFact fact(FactKind kind, Instant at) {
    return ContactFact.about(bank.id(), ana, kind, at);
  }

  private ContactPointId point() {
    return Await.on(
            () ->
                sql.asTenant(
                    bank.id().value(),
                    tx ->
                        tx.first(
                            "SELECT contact_point_id FROM contact_point WHERE debtor_id = $1 AND kind = 'phone'",
                            Tuple.of(ana.value()),
                            row -> new ContactPointId(row.getLong(0)))))
        .orElseThrow();
  }

  private void append(Instant recordedAt, ContactFact... told) {
    Await.on(
        () ->
            sql.asTenant(
                bank.id().value(),
                tx ->
                    ledger
                        .ensureMonths(tx, LocalDate.parse("2019-06-01"), 1)
                        .chain(() -> ledger.append(tx, List.of(told), recordedAt))));
  }
}
