package io.batuta.campaign;

import org.jspecify.annotations.Nullable;

/**
 * A member of a page.
 *
 * @param before what this night said of it already, when its checkpoint was set back; else null
 */
record Candidate(Member member, @Nullable JudgedBefore before) {}
