package app.godo.social.suggestions;

import app.godo.wire.caller.Caller;
import app.godo.wire.paging.Page;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.ResponseHeader;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;

/** {@code GET /users/friends/suggestions}. */
@Path("/users/friends/suggestions")
@Authenticated
class SuggestionResource {

    private final Suggestions suggestions;
    private final Caller caller;

    SuggestionResource(Suggestions suggestions, Caller caller) {
        this.suggestions = suggestions;
        this.caller = caller;
    }

    /**
     * People with whom the caller shares a group or at least two friends, those with the most in common first. Without friends, people
     * who are asked or ask already, people across a block, and whoever has {@code friend_suggestions} off; none for a caller who has.
     */
    @GET
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = "private, no-store")
    public Uni<Page<SuggestionView>> suggestions(
            @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(Page.MAX_LIMIT) int limit,
            @QueryParam("cursor") String cursor) {
        return suggestions.of(caller.id(), limit, cursor);
    }
}
