package app.godo.notifications.telling;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/** Which reminders of Events are due, and of which beginning people were reminded. All is by the clock of the database. */
@ApplicationScoped
class Reminders {

    /**
     * Whoever writes the row reminds, so that several replicas remind once. An Event whose last change has not arrived here yet waits
     * for it. The one longest due first, in the same order for every replica.
     */
    private static final String TAKE = """
            with due as (
                select card.id, reminder.lead, card.date_time, known.latest
                  from events.event_cards as card
                  join arrangements as known on known.event_id = card.id
                       and cast(known.latest ->> 'date_time' as timestamptz) = card.date_time
                 cross join lateral notifications.reminders_of(
                       card.date_time, card.all_day, card.time_tbd, card.time_zone) as reminder
                 where card.is_active and card.schedule_status in ('scheduled', 'rescheduled', 'moved_online')
                   and card.date_time > now() and card.date_time < now() + interval '25 hours'
                   and reminder.due_at <= now() and reminder.due_at > now() - make_interval(secs => ?2)
                   and not exists (
                       select from reminders as past
                        where past.event_id = card.id and past.lead = reminder.lead and past.starts_at = card.date_time)
                 order by reminder.due_at, card.id limit ?1),
            taken as (
                insert into reminders as past (event_id, lead, starts_at) select id, lead, date_time from due
                on conflict (event_id, lead) do update set starts_at = excluded.starts_at
                 where past.starts_at <> excluded.starts_at
                returning event_id, lead)
            select cast(jsonb_build_object('event_id', due.id, 'lead', due.lead, 'event', due.latest) as text)
              from taken join due on due.id = taken.event_id and due.lead = taken.lead""";

    private final ObjectMapper mapper;

    Reminders(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /**
     * A reminder that is due.
     *
     * @param lead {@code eve} of the day, a {@code day} or {@code hours} before
     */
    record Due(UUID eventId, String lead, Arrangement event) {}

    /**
     * Takes what is due.
     *
     * @param latest how long after its time a reminder still helps
     */
    Uni<List<Due>> take(int most, Duration latest) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(TAKE, String.class)
                        .setParameter(1, most)
                        .setParameter(2, (double) latest.toSeconds())
                        .getResultList())
                .map(rows -> rows.stream().map(this::due).toList());
    }

    private Due due(String json) {
        try {
            return mapper.readValue(json, Due.class);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
