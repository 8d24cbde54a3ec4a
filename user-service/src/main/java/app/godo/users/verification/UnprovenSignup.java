package app.godo.users.verification;

import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;

import java.util.List;
import java.util.UUID;

/**
 * What somebody typed who wants to join, while nobody has opened the letter.
 *
 * @param id of the account it may become
 * @param birthDateCipher sealed for that account
 * @param tastes words of categories
 * @param termsVersion what was agreed to, null when nothing was said
 */
public record UnprovenSignup(
        UUID id,
        String email,
        String passwordHash,
        String fullName,
        byte[] birthDateCipher,
        String locationNeighborhood,
        List<String> tastes,
        String termsVersion) {

    static UnprovenSignup of(Row row) {
        return new UnprovenSignup(
                row.getUUID("id"),
                row.getString("email"),
                row.getString("password_hash"),
                row.getString("full_name"),
                row.getBuffer("birth_date_cipher").getBytes(),
                row.getString("location_neighborhood"),
                List.of(row.getArrayOfStrings("tastes")),
                row.getString("terms_version"));
    }

    Buffer birthDate() {
        return Buffer.buffer(birthDateCipher);
    }

    String[] words() {
        return tastes.toArray(String[]::new);
    }

    /** Nothing of it: what is printed may be kept. */
    @Override
    public String toString() {
        return "UnprovenSignup[%s]".formatted(id);
    }
}
