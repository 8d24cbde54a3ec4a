package app.godo.social.chat;

import app.godo.wire.caller.Caller;
import app.godo.wire.paging.Page;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.Status;

import java.util.UUID;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;

/** {@code /groups/{id}/messages}, for the members of the group: 403 {@code members-only} for who finds it and is not in it. */
@Path("/groups/{id}/messages")
@Authenticated
class MessageResource {

    private static final String PERSONAL = "private, no-store";

    private final Say say;
    private final ChangeMessage changeMessage;
    private final ReadUpTo readUpTo;
    private final Reports reports;
    private final Messages messages;
    private final Caller caller;

    MessageResource(
            Say say,
            ChangeMessage changeMessage,
            ReadUpTo readUpTo,
            Reports reports,
            Messages messages,
            Caller caller) {
        this.say = say;
        this.changeMessage = changeMessage;
        this.readUpTo = readUpTo;
        this.reports = reports;
        this.messages = messages;
        this.caller = caller;
    }

    /**
     * What was said since the caller joined: the newest first, or what is {@code before} a message, newest first, or {@code after} one,
     * oldest first; the cursor goes on the same way. 403 {@code members-only}. Without what was said across a block.
     *
     * @param before the id of a message
     * @param after the id of a message
     */
    @GET
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = PERSONAL)
    public Uni<Page<MessageView>> messages(
            @PathParam("id") UUID group,
            @QueryParam("before") UUID before,
            @QueryParam("after") UUID after,
            @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(Page.MAX_LIMIT) int limit,
            @QueryParam("cursor") String cursor) {
        return messages.page(caller.id(), group, before, after, limit, cursor);
    }

    /**
     * Says something (201). Sent again under its {@code client_msg_id} it is the message it was at first (200), whatever it says then.
     * Messages have one order, which their {@code seq} tells. 403 {@code members-only}.
     */
    @POST
    public Uni<RestResponse<MessageView>> say(@PathParam("id") UUID group, @Valid @NotNull MessageRequest request) {
        return say.handle(caller.id(), group, request)
                .map(said -> RestResponse.status(said.changed() ? Status.CREATED : Status.OK, said.view()));
    }

    /** Changes what a message of the caller's says; 403 {@code not-yours} for another's, 404 for one that was taken away. */
    @PATCH
    @Path("/{message_id}")
    public Uni<MessageView> edit(
            @PathParam("id") UUID group, @PathParam("message_id") UUID id, @Valid @NotNull EditRequest request) {
        return changeMessage.edit(caller.id(), group, id, request.body());
    }

    /**
     * Takes a message away: one's own, or any for who runs the group, 403 {@code role-required} for others. Its place stays, its words
     * are gone for good. Again changes nothing.
     */
    @DELETE
    @Path("/{message_id}")
    public Uni<Void> delete(@PathParam("id") UUID group, @PathParam("message_id") UUID id) {
        return changeMessage.delete(caller.id(), group, id);
    }

    /**
     * Tells who runs the group that something is wrong with a message, and not who says so. Each person has one report of a message:
     * the same again changes nothing, another one takes its place. 403 {@code members-only}, 429 {@code too-many-today} after 30 a day.
     */
    @POST
    @Path("/{message_id}/reports")
    public Uni<Void> report(
            @PathParam("id") UUID group,
            @PathParam("message_id") UUID id,
            @Valid @NotNull MessageReportRequest request) {
        return reports.report(caller.id(), group, id, request);
    }

    /**
     * What members reported and is still there, the longest first: for who runs the group, 403 {@code role-required} for others. By
     * taking the message away it is settled.
     */
    @GET
    @Path("/reported")
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = PERSONAL)
    public Uni<Page<ReportedView>> reported(
            @PathParam("id") UUID group,
            @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(Page.MAX_LIMIT) int limit,
            @QueryParam("cursor") String cursor) {
        return reports.open(caller.id(), group, limit, cursor);
    }

    /** How far the caller has read, and how much came since. 403 {@code members-only}. */
    @GET
    @Path("/read")
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = PERSONAL)
    public Uni<ReadView> read(@PathParam("id") UUID group) {
        return readUpTo.stands(caller.id(), group);
    }

    /**
     * The caller has read up to a message, on all devices; it never goes back, and nobody else learns of it. 403
     * {@code members-only}.
     */
    @PUT
    @Path("/read")
    public Uni<ReadView> readUpTo(@PathParam("id") UUID group, @Valid @NotNull ReadRequest request) {
        return readUpTo.handle(caller.id(), group, request.upTo());
    }
}
