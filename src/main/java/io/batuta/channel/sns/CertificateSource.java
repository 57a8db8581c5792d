package io.batuta.channel.sns;

import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.security.cert.X509Certificate;

/** Where the certificates come from that SNS signs with. */
interface CertificateSource {

  /**
   * The certificate at an address that {@link AmazonHosts} has accepted. Fails when it cannot be
   * had now; that says nothing about the message.
   */
  Uni<X509Certificate> at(URI address);
}
