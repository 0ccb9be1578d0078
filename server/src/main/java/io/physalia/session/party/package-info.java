/**
 * Groups that watch together (SyncPlay). Start with {@link io.physalia.session.party.PartyRules}, a pure function of a group and an event;
 * {@link io.physalia.session.party.Parties} keeps the groups of the colony.
 */
@NullMarked
package io.physalia.session.party;

import org.jspecify.annotations.NullMarked;
