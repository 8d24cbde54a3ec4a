package app.godo.users.phone;

import app.godo.users.phone.FindByNumber.Match;
import app.godo.wire.caller.Caller;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.ResponseHeader;

import java.util.List;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;

/** Which of one's contacts are here. */
@Path("/users/friends/discover")
@Authenticated
public class FriendDiscoveryResource {

    private final FindByNumber findByNumber;
    private final Caller caller;

    FriendDiscoveryResource(FindByNumber findByNumber, Caller caller) {
        this.findByNumber = findByNumber;
        this.caller = caller;
    }

    /**
     * Of these numbers, at most a thousand in E.164, those whose people want to be found by them. Who does not, has blocked the
     * caller or is blocked, and who is not here are all the same: not in the answer. 403 {@code consent-needed}, {@code
     * phone-needed}; 429 {@code too-many-numbers} beyond two thousand numbers a day.
     */
    @POST
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = "private, no-store")
    public Uni<MatchesView> discover(@Valid @NotNull Contacts request) {
        return findByNumber.handle(caller.id(), request.phones()).map(MatchesView::new);
    }

    /** Numbers of people the caller knows. */
    public record Contacts(
            @NotNull @Size(max = FindByNumber.MOST)
            List<@NotNull @Pattern(regexp = "\\+[1-9][0-9]{6,14}", message = "is no number in E.164") String> phones) {

        /** Nobody's number: what is printed may be kept. */
        @Override
        public String toString() {
            return "Contacts";
        }
    }

    /** Who was found. */
    public record MatchesView(@Size(max = FindByNumber.MOST) List<Match> items) {}
}
