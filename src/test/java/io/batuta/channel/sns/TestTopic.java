package io.batuta.channel.sns;

import io.batuta.channel.JsonPayload;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

/** Signs as SNS would, with a key and a certificate of its own, made when the tests start. */
public final class TestTopic {

  public static final String ARN = "arn:aws:sns:us-east-1:123456789012:batuta-tests";
  static final String CERTIFICATE_URL =
      "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0123456789abcdef.pem";

  /** SNS's own, as far as these tests go: valid from 2026 to 2036. */
  static final TestTopic SNS = new TestTopic("CN=sns.amazonaws.com");

  private final PrivateKey key;
  private final X509Certificate certificate;

  TestTopic(String name) {
    char[] password = "for-tests-only".toCharArray();
    try {
      Path store = Files.createTempDirectory("batuta-sns").resolve("keys.p12");
      Process keytool =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                  "-genkeypair",
                  "-alias",
                  "sns",
                  "-keyalg",
                  "RSA",
                  "-keysize",
                  "2048",
                  "-dname",
                  name,
                  "-startdate",
                  "2026/01/01 00:00:00",
                  "-validity",
                  "3650",
                  "-storetype",
                  "PKCS12",
                  "-keystore",
                  store.toString(),
                  "-storepass",
                  new String(password))
              .redirectErrorStream(true)
              .redirectOutput(store.resolveSibling("keytool.log").toFile())
              .start();
      if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
        throw new IllegalStateException(Files.readString(store.resolveSibling("keytool.log")));
      }
      KeyStore keys = KeyStore.getInstance(store.toFile(), password);
      key = (PrivateKey) keys.getKey("sns", password);
      certificate = (X509Certificate) keys.getCertificate("sns");
    } catch (Exception e) {
      throw new IllegalStateException("keytool made no key", e);
    }
  }

  X509Certificate certificate() {
    return certificate;
  }

  /** A signed notification, SignatureVersion 2. */
  public static JsonObject notification(String message, Instant at) {
    return SNS.signed(unsigned("Notification", message, at));
  }

  /** A signed request to confirm a subscription. */
  public static JsonObject subscription(String subscribeUrl, Instant at) {
    return SNS.signed(confirmation(subscribeUrl, at));
  }

  static JsonObject unsigned(String type, String message, Instant at) {
    return new JsonObject()
        .put("Type", type)
        .put("MessageId", "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324")
        .put("TopicArn", ARN)
        .put("Message", message)
        .put("Timestamp", at.toString())
        .put("SignatureVersion", "2")
        .put("SigningCertURL", CERTIFICATE_URL);
  }

  static JsonObject confirmation(String subscribeUrl, Instant at) {
    return unsigned("SubscriptionConfirmation", "You have chosen to subscribe", at)
        .put("Token", "2336412f37")
        .put("SubscribeURL", subscribeUrl);
  }

  JsonObject signed(JsonObject envelope) {
    try {
      String version = envelope.getString("SignatureVersion");
      Signature signature =
          Signature.getInstance(version.equals("1") ? "SHA1withRSA" : "SHA256withRSA");
      signature.initSign(key);
      JsonObject draft = envelope.copy().put("Signature", "none yet");
      signature.update(SnsEnvelope.read(new JsonPayload(draft)).signed());
      return envelope.copy().put("Signature", Base64.getEncoder().encodeToString(signature.sign()));
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
