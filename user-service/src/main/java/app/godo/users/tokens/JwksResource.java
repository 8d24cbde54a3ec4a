package app.godo.users.tokens;

import org.jboss.resteasy.reactive.ResponseHeader;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

/** What access tokens are verified with. */
@Path("/.well-known/jwks.json")
public class JwksResource {

    private final SigningKeyRing keys;

    JwksResource(SigningKeyRing keys) {
        this.keys = keys;
    }

    /** The public keys (RFC 7517), those that sign now and those that will or did. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = "public, max-age=300")
    public String keys() {
        return keys.published();
    }
}
