package app.godo.wire.testing;

import app.godo.wire.time.Ids;

import java.util.UUID;

/** A user with an account, and what they need to call. */
public record Person(UUID id, String name, String token) {

    /** Someone new, as private as everyone is at first. */
    public static Person joined() {
        return joined("private");
    }

    /** Someone new with this privacy level ({@code private|friends_only|public}). */
    public static Person joined(String privacyLevel) {
        var id = Ids.next();
        var name = "Test Person " + id.toString().substring(28);
        Database.sql(
                "insert into users.users (id, email, full_name, privacy_level) values ($1, $2, $3, $4)",
                id,
                id + "@example.org",
                name,
                privacyLevel);
        return new Person(id, name, Tokens.of(id));
    }

    /** Makes two people friends. */
    public void befriend(Person other) {
        var low = id.toString().compareTo(other.id.toString()) < 0 ? id : other.id;
        var high = low.equals(id) ? other.id : id;
        Database.sql("""
                insert into social.friendships (id, low, high, status, requested_by, accepted_at)
                values ($1, $2, $3, 'accepted', $4, now())""", Ids.next(), low, high, id);
    }

    /** Blocks another person. */
    public void block(Person other) {
        Database.sql("insert into social.blocks (blocker, blocked) values ($1, $2)", id, other.id);
    }
}
