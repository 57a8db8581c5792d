package io.batuta.faults;

import io.quarkus.runtime.Quarkus;

/** The product in a process of its own, to be killed: obeys {@link Orders} of its parent. */
public final class Product {

  private Product() {}

  public static void main(String[] args) {
    Quarkus.run(
        Orders.class,
        (exitCode, fault) -> {
          if (fault != null) {
            fault.printStackTrace();
          }
          System.exit(exitCode);
        },
        args);
  }
}
