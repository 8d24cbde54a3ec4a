package app.godo.users.mail;

import app.godo.wire.problem.NotFound;
import app.godo.wire.problem.Refusal;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jboss.resteasy.reactive.RestQuery;

import java.util.List;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;

/** The mailboxes of a developer's machine. Anywhere else there is nothing here. */
@Path("/dev/mail")
public class CapturedMailResource {

    private final CapturedMail captured;
    private final MailConfig config;

    CapturedMailResource(CapturedMail captured, MailConfig config) {
        this.captured = captured;
        this.config = config;
    }

    /** The captured letters to one mailbox, the latest first. */
    @GET
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = "no-store")
    public CapturedMailView letters(@RestQuery String to) {
        Refusal.when(!config.captured(), () -> new NotFound("page"));
        return new CapturedMailView(to == null ? List.of() : captured.to(to));
    }

    /** What was captured. */
    public record CapturedMailView(List<Letter> items) {}
}
