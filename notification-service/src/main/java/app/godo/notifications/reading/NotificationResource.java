package app.godo.notifications.reading;

import app.godo.notifications.realtime.Frame;
import app.godo.notifications.realtime.Streams;
import app.godo.wire.caller.Caller;
import app.godo.wire.paging.Page;
import app.godo.wire.problem.InvalidField;
import app.godo.wire.problem.Refusal;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.ResponseHeader;

import java.util.UUID;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;

/** What the caller was told. */
@Path("/notifications")
@Authenticated
public class NotificationResource {

    private final Notifications notifications;
    private final Streams streams;
    private final Caller caller;

    NotificationResource(Notifications notifications, Streams streams, Caller caller) {
        this.notifications = notifications;
        this.streams = streams;
        this.caller = caller;
    }

    /**
     * The caller's notifications, newest first.
     *
     * @param unread only those not read yet
     * @param cursor of the page before; 400 {@code cursor-mismatch} when it is of another list
     */
    @GET
    @ResponseHeader(name = "Cache-Control", value = "private, no-store")
    public Uni<NotificationPage> list(
            @QueryParam("unread") boolean unread,
            @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(Page.MAX_LIMIT) int limit,
            @QueryParam("cursor") String cursor) {
        return notifications.page(caller.id(), unread, limit, cursor);
    }

    /** Marks as read; repeating it changes nothing. The caller's other devices hear of it. */
    @POST
    @Path("/mark_read")
    public Uni<UnreadView> markRead(@Valid @NotNull MarkReadRequest request) {
        Refusal.when(
                (request.ids() == null) == (request.upTo() == null),
                () -> new InvalidField("/ids", "one-of", "Say ids or up_to, one of them."));
        var person = caller.id();
        return notifications
                .markRead(person, request)
                .call(marked -> marked.changed() == 0
                        ? Uni.createFrom().voidItem()
                        : tellDevices(person, request, marked.unread()))
                .map(marked -> new UnreadView(marked.unread()));
    }

    /** It is read, whether or not the other devices can be told now. */
    private Uni<Void> tellDevices(UUID person, MarkReadRequest request, long unread) {
        return streams.append(person, Frame.read(request.upTo(), request.ids(), unread))
                .onFailure()
                .recoverWithNull();
    }
}
