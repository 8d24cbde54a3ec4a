package app.godo.social.plans;

import app.godo.social.standing.Rows;
import app.godo.wire.events.EventRows;
import app.godo.wire.events.EventView;
import io.vertx.mutiny.sqlclient.Row;

import java.time.Instant;
import java.util.UUID;

/**
 * A plan of a group.
 *
 * @param eventId what was proposed
 * @param event as the caller sees it, null when they do not; what took its place when it was merged
 * @param proposedBy null when they are gone, or there is a block between them and the caller
 * @param state {@code open|agreed|rejected|cancelled}
 * @param quorum {@code all|majority|n}
 * @param quorumN null unless {@code quorum} is n
 * @param atLeast the fewest for whom there must be seats, null for all who said yes
 * @param closesAt when the votes are closed at the latest
 * @param myVote {@code yes|no|maybe}, null as long as the caller has not voted
 * @param decidedAt null while it is open
 */
record PlanView(
        UUID id,
        UUID groupId,
        UUID eventId,
        EventView event,
        UUID proposedBy,
        String state,
        String quorum,
        Integer quorumN,
        Integer atLeast,
        Instant closesAt,
        VotesView votes,
        String myVote,
        Instant createdAt,
        Instant decidedAt) {

    static PlanView of(Row row) {
        return new PlanView(
                row.getUUID("plan_id"),
                row.getUUID("group_id"),
                row.getUUID("proposed_event"),
                row.getUUID("id") == null ? null : EventRows.view(row),
                row.getUUID("proposed_by"),
                row.getString("plan_state"),
                row.getString("quorum"),
                row.getInteger("quorum_n"),
                row.getInteger("at_least"),
                Rows.instant(row, "closes_at"),
                new VotesView(row.getInteger("yes"), row.getInteger("no"), row.getInteger("maybe")),
                row.getString("my_vote"),
                Rows.instant(row, "proposed_at"),
                Rows.instant(row, "decided_at"));
    }
}
