package app.godo.notifications.telling;

import app.godo.wire.time.Ids;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import jakarta.enterprise.context.ApplicationScoped;

/** The notifications as the consumers write them, in the transaction of the Fact's marker. */
@ApplicationScoped
class Tellings {

    /**
     * People who have gone since are left out; what was told before stays as it is, and is not delivered again. What was withdrawn
     * comes back to its old place, without ringing a second time.
     */
    private static final String TELL = """
            with told as (
                insert into notifications as n (id, user_id, type, title, message, data, dedupe_key)
                select cast(t.id as uuid), p.id, t.type, t.title, t.message, cast(t.data as jsonb), t.dedupe_key
                from unnest(cast(?1 as text[]), cast(?2 as text[]), cast(?3 as text[]), cast(?4 as text[]),
                        cast(?5 as text[]), cast(?6 as text[]), cast(?7 as text[]))
                    as t (id, person, type, title, message, data, dedupe_key)
                join users.people p on p.id = cast(t.person as uuid)
                on conflict (user_id, dedupe_key) do update
                    set state = 'shown', title = excluded.title, message = excluded.message, data = excluded.data
                    where n.state = 'withdrawn'
                returning id, user_id)
            insert into deliveries as d (id, user_id, notification_id, channel)
            select uuidv7(), user_id, id, 'socket' from told
            on conflict (user_id, notification_id, channel, device_id) do update
                set state = 'queued', reason = null where d.state = 'suppressed'""";

    /** What is still on its way does not arrive. */
    private static final String SUPPRESS = """

            update deliveries d set state = 'suppressed', reason = 'withdrawn'
            from gone where d.user_id = gone.user_id and d.notification_id = gone.id and d.state = 'queued'""";

    private static final String WITHDRAW = """
            with gone as (
                update notifications set state = 'withdrawn'
                where user_id = ?1 and state = 'shown' and %s
                returning id, user_id)""" + SUPPRESS;

    private static final String WITHDRAW_REQUEST =
            WITHDRAW.formatted("type = 'friend_request' and data ->> 'friendship_id' = ?2");

    private static final String WITHDRAW_PERSON = WITHDRAW.formatted("data ->> 'user_id' = ?2");

    private static final String WITHDRAW_OFFER =
            WITHDRAW.formatted("type = 'waitlist_offer' and data ->> 'event_id' = ?2");

    private static final String WITHDRAW_REMINDERS =
            WITHDRAW.formatted("type = 'event_reminder' and data ->> 'event_id' = ?2");

    /** Of beginnings that are none any more; they are forgotten with it, so that an Event that comes back is reminded of anew. */
    private static final String WITHDRAW_PAST_REMINDERS = """
            with past as (
                delete from reminders where event_id = ?1 and starts_at is distinct from cast(cast(?2 as text) as timestamptz)
                returning event_id, lead, starts_at),
            gone as (
                update notifications n set state = 'withdrawn' from past
                where n.user_id in (select notifications.people_of_event(?1)) and n.state = 'shown'
                  and n.dedupe_key = 'event_reminder:' || past.event_id || ':' || past.lead || ' before '
                      || cast(extract(epoch from past.starts_at) as bigint)
                returning n.id, n.user_id)""" + SUPPRESS;

    private static final String NAME = """
            select coalesce(full_name, 'Someone') from users.people where id = ?1 and social.knows(?2, ?1)""";

    /** Nothing of an Event that its person may not see; the time is that of its place. */
    private static final String OFFERED = """
            select card.title, to_char(cast(cast(?3 as text) as timestamptz) at time zone card.time_zone, 'FMDay, FMMonth FMDD, FMHH12:MI AM')
              from events.event_cards as card
             where card.id = ?1 and ?2 in (select notifications.people_of_event(?1))""";

    private static final String PEOPLE_OF_EVENT = "select notifications.people_of_event(?1)";

    private static final String PEOPLE_COMING = "select notifications.people_coming(?1)";

    Uni<Void> tell(List<Telling> tellings) {
        if (tellings.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(TELL)
                        .setParameter(1, texts(tellings, telling -> Ids.next().toString()))
                        .setParameter(
                                2, texts(tellings, telling -> telling.person().toString()))
                        .setParameter(3, texts(tellings, Telling::type))
                        .setParameter(4, texts(tellings, Telling::title))
                        .setParameter(5, texts(tellings, Telling::message))
                        .setParameter(6, texts(tellings, telling -> json(telling.data())))
                        .setParameter(7, texts(tellings, Telling::dedupeKey))
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** A person is not told any more that they were asked: the request is gone. */
    Uni<Void> withdrawRequest(UUID person, UUID friendship) {
        return withdraw(WITHDRAW_REQUEST, person, friendship);
    }

    /** A seat is not offered to a person any more. */
    Uni<Void> withdrawOffer(UUID person, UUID event) {
        return withdraw(WITHDRAW_OFFER, person, event);
    }

    /** The window of a reminder, which {@link #withdrawPastReminders} finds it by. */
    static String reminderOf(String lead, Instant start) {
        return lead + " before " + start.getEpochSecond();
    }

    /** A person does not come to an Event any more. */
    Uni<Void> withdrawReminders(UUID person, UUID event) {
        return withdraw(WITHDRAW_REMINDERS, person, event);
    }

    /**
     * What people were reminded of begins at another time now.
     *
     * @param start null when it does not take place
     */
    Uni<Void> withdrawPastReminders(UUID event, Instant start) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(WITHDRAW_PAST_REMINDERS)
                        .setParameter(1, event)
                        .setParameter(2, start == null ? null : start.toString())
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** A person is not told any more of somebody else, whatever it was. */
    Uni<Void> withdrawAllOf(UUID other, UUID person) {
        return withdraw(WITHDRAW_PERSON, person, other);
    }

    private static Uni<Void> withdraw(String statement, UUID person, UUID about) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(statement)
                        .setParameter(1, person)
                        .setParameter(2, about.toString())
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** The name by which {@code viewer} knows a person, null when they have nothing to do with each other any more. */
    Uni<String> nameOf(UUID person, UUID viewer) {
        return Panache.getSession().chain(session -> session.createNativeQuery(NAME, String.class)
                .setParameter(1, person)
                .setParameter(2, viewer)
                .getSingleResultOrNull());
    }

    /** The title of the Event whose seat a person may take, and until when; null when it is not for them any more. */
    Uni<Object[]> offeredTo(UUID person, UUID event, Instant until) {
        return Panache.getSession().chain(session -> session.createNativeQuery(OFFERED, Object[].class)
                .setParameter(1, event)
                .setParameter(2, person)
                .setParameter(3, until.toString())
                .getSingleResultOrNull());
    }

    /** Tells everyone who has an Event in their plans and may see it. */
    Uni<Void> tellPeopleOf(UUID event, Function<UUID, Telling> telling) {
        return tell(PEOPLE_OF_EVENT, event, telling);
    }

    /** Tells everyone who has an Event in their calendar and may see it. */
    Uni<Void> tellPeopleComingTo(UUID event, Function<UUID, Telling> telling) {
        return tell(PEOPLE_COMING, event, telling);
    }

    private Uni<Void> tell(String people, UUID event, Function<UUID, Telling> telling) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(people, UUID.class)
                        .setParameter(1, event)
                        .getResultList())
                .chain(told -> tell(told.stream().map(telling).toList()));
    }

    private static String json(Map<String, String> data) {
        return new JsonObject(Map.copyOf(data)).encode();
    }

    private static String[] texts(List<Telling> tellings, Function<Telling, String> part) {
        return tellings.stream().map(part).toArray(String[]::new);
    }
}
