/**
 * The master key in AWS KMS: wraps and unwraps the creditors' keys.
 *
 * <p>Must not know whose data they are for.
 */
@NullMarked
package io.batuta.privacy.kms;

import org.jspecify.annotations.NullMarked;
