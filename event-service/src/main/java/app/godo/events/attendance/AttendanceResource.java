package app.godo.events.attendance;

import app.godo.wire.caller.Caller;
import app.godo.wire.paging.Page;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

import java.util.UUID;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;

/** {@code /events/{id}/attendance} and {@code /events/{id}/attendees}. */
@Path("/events")
@Authenticated
class AttendanceResource {

    private final Attend attend;
    private final Withdraw withdraw;
    private final MyAttendanceQuery mine;
    private final AttendeesQuery attendees;
    private final Caller caller;

    AttendanceResource(
            Attend attend, Withdraw withdraw, MyAttendanceQuery mine, AttendeesQuery attendees, Caller caller) {
        this.attend = attend;
        this.withdraw = withdraw;
        this.mine = mine;
        this.attendees = attendees;
        this.caller = caller;
    }

    /** Says whether the caller comes. 409 {@code event-full}, {@code event-cancelled} or {@code event-over} when it cannot be. */
    @PUT
    @Path("/{id}/attendance")
    public Uni<AttendanceView> attend(@RestPath UUID id, @Valid @NotNull AttendanceRequest request) {
        return attend.handle(caller.id(), id, request);
    }

    /** What the caller said, with their notes; 404 when they said nothing. */
    @GET
    @Path("/{id}/attendance")
    public Uni<AttendanceView> mine(@RestPath UUID id) {
        return mine.of(caller.id(), id);
    }

    /** Takes it back; the seat, if there was one, goes to whoever waits longest. */
    @DELETE
    @Path("/{id}/attendance")
    public Uni<Void> withdraw(@RestPath UUID id) {
        return withdraw.handle(caller.id(), id);
    }

    /** Who comes, as far as they let the caller see it. */
    @GET
    @Path("/{id}/attendees")
    public Uni<Attendees> attendees(
            @RestPath UUID id,
            @RestQuery String cursor,
            @RestQuery @DefaultValue("20") @Min(1) @Max(Page.MAX_LIMIT) int limit) {
        return attendees.of(caller.id(), id, cursor, limit);
    }
}
