package app.godo.events.attendance;

import app.godo.events.attendance.Attendees.Attendee;
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
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;

/** {@code /events/{id}/attendance}, {@code /events/{id}/check-in} and {@code /events/{id}/attendees}. */
@Path("/events")
@Authenticated
class AttendanceResource {

    private final Attend attend;
    private final Withdraw withdraw;
    private final CheckIn checkIn;
    private final CheckInGuest checkInGuest;
    private final MyAttendanceQuery mine;
    private final AttendeesQuery attendees;
    private final Caller caller;

    AttendanceResource(
            Attend attend,
            Withdraw withdraw,
            CheckIn checkIn,
            CheckInGuest checkInGuest,
            MyAttendanceQuery mine,
            AttendeesQuery attendees,
            Caller caller) {
        this.attend = attend;
        this.withdraw = withdraw;
        this.checkIn = checkIn;
        this.checkInGuest = checkInGuest;
        this.mine = mine;
        this.attendees = attendees;
        this.caller = caller;
    }

    /**
     * Says whether the caller comes. 409 {@code event-full}, {@code event-cancelled} or {@code event-over} when it cannot be. Who
     * waits is offered a seat that becomes free, in the order of the queue: for two hours, within a day of the start for half an
     * hour; {@code going} takes it, anything else passes it on, and so does no answer. Within an hour of the start there are no
     * offers: whoever comes first takes it.
     */
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

    /** Takes it back; the seat, if there was one, is passed on to whoever waits longest. */
    @DELETE
    @Path("/{id}/attendance")
    public Uni<Void> withdraw(@RestPath UUID id) {
        return withdraw.handle(caller.id(), id);
    }

    /**
     * Says that the caller, who is going, is there: from an hour before the start until it is over. Again changes nothing. 409
     * {@code not-going}, {@code too-early}, {@code event-cancelled} or {@code event-over} when it cannot be.
     */
    @POST
    @Path("/{id}/check-in")
    public Uni<AttendanceView> checkIn(@RestPath UUID id) {
        return checkIn.handle(caller.id(), id);
    }

    /**
     * Says that somebody else is there, from an hour before the start until it is over: for who submitted the Event (403
     * {@code not-yours}), of one whom they see among the attendees, or who shows their code. 404 for everybody else, whether they
     * come or not; 409 {@code too-early}, {@code event-cancelled} or {@code event-over}. Again changes nothing.
     */
    @POST
    @Path("/{id}/attendees/check-in")
    public Uni<Attendee> checkInGuest(@RestPath UUID id, @NotNull CheckInRequest request) {
        return checkInGuest.handle(caller.id(), id, request);
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
