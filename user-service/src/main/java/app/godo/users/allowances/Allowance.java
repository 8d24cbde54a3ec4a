package app.godo.users.allowances;

import java.time.Duration;

/**
 * So much of something in any window of this length.
 *
 * @param kind what it is, one word for each
 * @param code what a refusal is called
 */
public record Allowance(String kind, int most, Duration within, String code) {}
