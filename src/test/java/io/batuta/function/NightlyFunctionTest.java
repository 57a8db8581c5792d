package io.batuta.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import io.batuta.campaign.UnderFakeLaw;
import io.batuta.function.NightlyFunction.Answer;
import io.batuta.function.NightlyFunction.Event;
import io.batuta.portfolio.Creditor;
import io.batuta.testing.People;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.DateTimeException;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(UnderFakeLaw.class)
class NightlyFunctionTest {

  @Inject
  @Named("nightly")
  NightlyFunction nightly;

  @Inject People people;

  @Test
  void it_plans_the_night_of_one_creditor_on_a_date() {
    Creditor bank = people.bank();
    assertEquals(
        new Answer(1, 0, 0, 0, 0), handle(new Event(bank.code(), "2026-11-23", null, null)));
  }

  @Test
  void everything_in_the_event_is_optional_but_a_shard_it_names_is_the_only_one() {
    Creditor bank = people.bank();
    assertEquals(new Answer(1, 0, 0, 0, 0), handle(new Event(bank.code(), null, 0, 4)));
  }

  @Test
  void a_wrong_creditor_or_date_is_said_so() {
    assertThrows(
        IllegalArgumentException.class, () -> handle(new Event("nobody", null, null, null)));
    Event badDate = new Event(people.bank().code(), "23/11/2026", null, null);
    assertThrows(DateTimeException.class, () -> handle(badDate));
  }

  private Answer handle(Event event) {
    return nightly.handleRequest(event, new HalfAMinute());
  }

  /** A Lambda context with thirty seconds left. */
  private static final class HalfAMinute implements Context {
    @Override
    public String getAwsRequestId() {
      return "1";
    }

    @Override
    public String getLogGroupName() {
      return "";
    }

    @Override
    public String getLogStreamName() {
      return "";
    }

    @Override
    public String getFunctionName() {
      return "nightly";
    }

    @Override
    public String getFunctionVersion() {
      return "1";
    }

    @Override
    public String getInvokedFunctionArn() {
      return "";
    }

    @Override
    public CognitoIdentity getIdentity() {
      return null;
    }

    @Override
    public ClientContext getClientContext() {
      return null;
    }

    @Override
    public int getRemainingTimeInMillis() {
      return 30_000;
    }

    @Override
    public int getMemoryLimitInMB() {
      return 512;
    }

    @Override
    public LambdaLogger getLogger() {
      return null;
    }
  }
}
