package io.batuta.campaign;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;

/** One part for each 160 letters. */
@ApplicationScoped
@Alternative
@Priority(1)
class FakeSmsCount implements SmsCount {
  @Override
  public int parts(String text) {
    return 1 + (text.length() - 1) / 160;
  }
}
