package io.batuta.faults;

import io.batuta.channel.CallbackReader;
import io.batuta.channel.CallbackReading;
import io.batuta.channel.ProviderEvent;
import io.batuta.channel.RawCallback;
import io.quarkus.arc.lookup.LookupIfProperty;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

/**
 * {@code /webhooks/faults}: what the {@link Carrier} reports, in the words and with the signature
 * of the sandbox, of its own contacts.
 */
@Singleton
@LookupIfProperty(name = "batuta.faults.enabled", stringValue = "true")
final class CarrierReader implements CallbackReader {

  private final Instance<CallbackReader> readers;

  CarrierReader(@Any Instance<CallbackReader> readers) {
    this.readers = readers;
  }

  @Override
  public String path() {
    return CarrierGateway.PROVIDER;
  }

  @Override
  public Uni<CallbackReading> read(RawCallback callback) {
    return sandbox().read(callback).map(CarrierReader::ours);
  }

  @Override
  public CallbackReading readTrusted(byte[] body) {
    return ours(sandbox().readTrusted(body));
  }

  private CallbackReader sandbox() {
    return readers.stream().filter(r -> r.path().equals("sandbox")).findFirst().orElseThrow();
  }

  private static CallbackReading ours(CallbackReading reading) {
    return reading instanceof CallbackReading.Events read
        ? new CallbackReading.Events(read.events().stream().map(CarrierReader::ours).toList())
        : reading;
  }

  private static ProviderEvent ours(ProviderEvent said) {
    return new ProviderEvent(
        CarrierGateway.PROVIDER,
        said.eventId(),
        said.channel(),
        said.providerMessageId(),
        said.contact(),
        said.kind(),
        said.occurredAt(),
        said.code(),
        said.addressIsDead(),
        said.from(),
        said.text());
  }
}
