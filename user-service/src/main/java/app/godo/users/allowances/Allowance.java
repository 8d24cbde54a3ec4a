package app.godo.users.allowances;

import java.time.Duration;

/**
 * So much of something at once, and as much again in a while, of which each comes back by itself.
 *
 * @param kind what it is, one word for each
 * @param code what a refusal is called
 */
public record Allowance(String kind, int most, Duration within, String code) {

    /** How long one of it takes to come back. */
    Duration each() {
        return within.dividedBy(most);
    }
}
