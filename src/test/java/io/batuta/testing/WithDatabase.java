package io.batuta.testing;

import io.quarkus.test.common.QuarkusTestResource;

/**
 * Gives every {@code @QuarkusTest} the database of this JVM: the annotation is global by design.
 */
@QuarkusTestResource(DatabaseResource.class)
final class WithDatabase {
  private WithDatabase() {}
}
