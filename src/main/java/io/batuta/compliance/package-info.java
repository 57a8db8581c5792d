/**
 * Whether this contact may be made now, and if not why and from when: pure, over dated law.
 *
 * <p>Must not know the database or a provider.
 */
@NullMarked
package io.batuta.compliance;

import org.jspecify.annotations.NullMarked;
