/**
 * Speaks Amazon SES: sends e-mail, reads its events.
 *
 * <p>Must not know another provider; nobody imports it.
 */
@NullMarked
package io.batuta.channel.ses;

import org.jspecify.annotations.NullMarked;
