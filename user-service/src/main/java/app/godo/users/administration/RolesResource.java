package app.godo.users.administration;

import app.godo.wire.caller.Admins;
import app.godo.wire.caller.Caller;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jboss.resteasy.reactive.RestPath;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;

/** Other people's roles; for admins, and for nobody else there. */
@Path("/users/{id}/roles")
@Authenticated
public class RolesResource {

    private final Admins admins;
    private final ChangeRoles changeRoles;
    private final Caller caller;

    RolesResource(Admins admins, ChangeRoles changeRoles, Caller caller) {
        this.admins = admins;
        this.changeRoles = changeRoles;
        this.caller = caller;
    }

    /** Sets somebody's roles; their sessions end, and the next one brings the new roles. 409 {@code own-role}
     * for one's own role of admin. */
    @PUT
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = "private, no-store")
    public Uni<RolesView> change(@RestPath UUID id, @Valid @NotNull RolesChange request) {
        var admin = caller.token();
        admins.only(admin);
        return changeRoles.handle(admin, id, request.roles()).map(RolesView::new);
    }

    /** What they shall be. */
    record RolesChange(@NotNull Set<@NotNull Role> roles) {}

    /** What they are: each role there is, once at most. */
    public record RolesView(@Size(max = 5) List<String> roles) {}
}
