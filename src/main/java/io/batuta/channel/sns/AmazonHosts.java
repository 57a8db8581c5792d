package io.batuta.channel.sns;

import java.net.URI;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The only addresses that a message may send us to, and the only names that may sign one. Without
 * this, whoever posts to us chooses what we fetch and whom we believe.
 *
 * <p>Source: providers-and-law A1, after AWS's own verifier; the names of opt-in regions ({@code
 * sns-signing.<region>}) as that verifier has them.
 */
final class AmazonHosts {

  private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]{1,12}){1,3}-[0-9]");
  private static final Pattern CERTIFICATE =
      Pattern.compile(
          "https://(sns\\.[a-z0-9-]+\\.amazonaws\\.com(?:\\.cn)?)/SimpleNotificationService-[0-9a-f]{8,64}\\.pem");
  private static final Pattern CONFIRMATION =
      Pattern.compile(
          "https://(sns\\.[a-z0-9-]+\\.amazonaws\\.com(?:\\.cn)?)/\\?Action=ConfirmSubscription&[A-Za-z0-9%&=._:~-]{1,2000}");

  private AmazonHosts() {}

  /** The certificate's address, if Amazon's SNS of that region serves it. */
  static Optional<URI> certificate(String address, String region) {
    return within(CERTIFICATE, address, region);
  }

  /** The address that confirms a subscription, if Amazon's SNS of that region serves it. */
  static Optional<URI> confirmation(String address, String region) {
    return within(CONFIRMATION, address, region);
  }

  /** Whether the certificate is made out to SNS of that region. */
  static boolean mayName(X509Certificate certificate, String region) {
    List<String> allowed =
        List.of(
            "sns.amazonaws.com",
            host(region),
            "sns-signing." + region + ".amazonaws.com",
            "sns-" + region + ".amazonaws.com",
            "sns-" + region + ".amazonaws.com.cn");
    return names(certificate).stream().anyMatch(allowed::contains);
  }

  private static Optional<URI> within(Pattern pattern, String address, String region) {
    var matcher = pattern.matcher(address);
    boolean theirs =
        REGION.matcher(region).matches()
            && matcher.matches()
            && matcher.group(1).equals(host(region));
    return theirs ? Optional.of(URI.create(address)) : Optional.empty();
  }

  private static String host(String region) {
    return "sns." + region + ".amazonaws.com" + (region.startsWith("cn-") ? ".cn" : "");
  }

  private static List<String> names(X509Certificate certificate) {
    List<String> names = new ArrayList<>();
    try {
      Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
      if (alternatives != null) {
        alternatives.forEach(alternative -> names.add(String.valueOf(alternative.get(1))));
      }
    } catch (CertificateParsingException e) {
      return List.of();
    }
    if (names.isEmpty()) {
      for (String part : certificate.getSubjectX500Principal().getName().split(",", -1)) {
        if (part.startsWith("CN=")) {
          names.add(part.substring("CN=".length()));
        }
      }
    }
    return names;
  }
}
