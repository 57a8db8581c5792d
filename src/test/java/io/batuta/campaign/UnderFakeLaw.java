package io.batuta.campaign;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Set;

/** For the tests of planning itself: a law that they can hold in their head. */
public final class UnderFakeLaw implements QuarkusTestProfile {

  @Override
  public Set<Class<?>> getEnabledAlternatives() {
    return Set.of(FakeLaw.class);
  }
}
