package io.batuta.channel.sns;

import io.batuta.channel.SubscriptionConfirmer;
import io.quarkus.test.Mock;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Amazon's hosts for the tests inside Quarkus: nobody is ever called. */
@Mock
@ApplicationScoped
public class TestAmazon implements CertificateSource, SubscriptionConfirmer {

  private final List<URI> confirmed = new CopyOnWriteArrayList<>();

  @Override
  public Uni<X509Certificate> at(URI address) {
    return address.toString().equals(TestTopic.CERTIFICATE_URL)
        ? Uni.createFrom().item(TestTopic.SNS.certificate())
        : Uni.createFrom().failure(new IllegalStateException("nobody answers there"));
  }

  @Override
  public Uni<Boolean> confirm(URI address) {
    confirmed.add(address);
    return Uni.createFrom().item(true);
  }

  public List<URI> confirmed() {
    return List.copyOf(confirmed);
  }
}
