package io.batuta.privacy;

/**
 * A creditor's key, unwrapped: it wraps the keys of its persons. A wrapped key is bound to its
 * creditor and debtor number, so that nobody can be given somebody else's.
 */
public final class CreditorKey {

  private final int creditor;
  private final DataKey key;

  CreditorKey(int creditor, DataKey key) {
    this.creditor = creditor;
    this.key = key;
  }

  /**
   * @param number the debtor's, within the creditor
   */
  byte[] wrap(String number, DataKey person) {
    return key.wrap(person, whose(number));
  }

  /**
   * The key of a person.
   *
   * @throws CannotDecrypt if it is somebody else's, or altered
   */
  public DataKey unwrap(String number, byte[] wrapped) {
    return key.unwrap(wrapped, whose(number));
  }

  private String whose(String number) {
    return "person/" + creditor + "/" + number;
  }
}
