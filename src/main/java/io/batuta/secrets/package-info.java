/**
 * Reads what nobody may see from AWS Secrets Manager: the database's login, the installation's
 * keys.
 *
 * <p>Must not know what a secret is used for, nor keep one longer than it must.
 */
@NullMarked
package io.batuta.secrets;

import org.jspecify.annotations.NullMarked;
