package io.batuta.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.batuta.ledger.ContactId;
import io.batuta.portfolio.CreditorId;
import io.batuta.portfolio.DebtorId;
import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DebtorsTest {

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 30_000, 0x3_ffff_ffffL, 0x3ff_ffff_ffffL, (1L << 46) - 1})
  void a_contacts_name_tells_debtor_night_and_step(long debtor) {
    LocalDate night = LocalDate.of(2026, 11, 23);
    ContactId contact = ContactId.of(new CreditorId(77), night, new DebtorId(debtor), 3);
    assertEquals(debtor, Debtors.debtorIn(contact.value()));
    assertEquals(night.toEpochDay() + "/3", Debtors.nightAndStepIn(contact.value()));
  }
}
