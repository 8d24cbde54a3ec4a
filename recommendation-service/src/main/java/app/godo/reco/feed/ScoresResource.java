package app.godo.reco.feed;

import app.godo.wire.problem.InvalidField;
import io.smallrye.mutiny.Uni;

import java.util.UUID;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;

/** How a deck comes to be, for who looks after models. The gateway has no route here. */
@Path("/ml/recommendations")
@RolesAllowed("ml-admin")
class ScoresResource {

    private final ScoreForOne scoreForOne;

    ScoresResource(ScoreForOne scoreForOne) {
        this.scoreForOne = scoreForOne;
    }

    /**
     * Everything a feed of this person could be dealt from at this moment, with what each score is made of.
     *
     * @param userId whose feed
     * @param limit from 1 to 100, 20 when left out
     */
    @GET
    public Uni<ScoresView> scores(@QueryParam("user_id") String userId, @QueryParam("limit") String limit) {
        return scoreForOne.handle(idOf(userId), FeedResource.limitOf(limit));
    }

    private static UUID idOf(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException | NullPointerException noId) {
            throw new InvalidField("?user_id", "not-an-id", "Give the id of a person.");
        }
    }
}
