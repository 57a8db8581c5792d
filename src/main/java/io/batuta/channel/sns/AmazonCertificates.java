package io.batuta.channel.sns;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Fetches SNS's certificates and keeps the last few by address. Trust in the chain is the TLS
 * connection to Amazon's host: the file holds the signing certificate alone, so that there is no
 * chain in it to follow.
 *
 * <p>Anybody may post an envelope that names a certificate which does not exist; so that this
 * cannot make us hammer Amazon, at most ten addresses a minute are asked for, and what was asked
 * for counts whether it came or not.
 */
@ApplicationScoped
class AmazonCertificates implements CertificateSource {

  private static final int KEPT = 16;
  private static final int FETCHES = 10;
  private static final Duration PER = Duration.ofMinutes(1);

  private final AmazonHttp http;
  private final Clock clock;
  private final Map<URI, X509Certificate> known = new LinkedHashMap<>(KEPT, 0.75f, true);
  private Instant since = Instant.EPOCH;
  private int fetched;

  AmazonCertificates(AmazonHttp http, Clock clock) {
    this.http = http;
    this.clock = clock;
  }

  @Override
  public Uni<X509Certificate> at(URI address) {
    X509Certificate kept = known(address);
    if (kept != null) {
      return Uni.createFrom().item(kept);
    }
    if (!mayFetch(clock.instant())) {
      return Uni.createFrom().failure(new IllegalStateException("too many unknown certificates"));
    }
    return http.get(address).map(AmazonCertificates::certificate).invoke(c -> keep(address, c));
  }

  private static X509Certificate certificate(AmazonHttp.Page page) {
    if (page.status() != 200) {
      throw new IllegalStateException("the certificate's address answered " + page.status());
    }
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(page.body()));
    } catch (CertificateException e) {
      throw new IllegalStateException("what is at the certificate's address is none", e);
    }
  }

  private synchronized @Nullable X509Certificate known(URI address) {
    return known.get(address);
  }

  private synchronized void keep(URI address, X509Certificate certificate) {
    known.put(address, certificate);
    if (known.size() > KEPT) {
      known.remove(known.keySet().iterator().next());
    }
  }

  private synchronized boolean mayFetch(Instant now) {
    if (Duration.between(since, now).abs().compareTo(PER) > 0) {
      since = now;
      fetched = 0;
    }
    return ++fetched <= FETCHES;
  }
}
