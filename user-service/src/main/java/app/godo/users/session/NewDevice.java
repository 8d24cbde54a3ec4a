package app.godo.users.session;

import app.godo.users.mail.Letter;
import app.godo.users.mail.Mail;
import app.godo.users.secrets.OpaqueToken;

import java.time.Clock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import jakarta.inject.Singleton;

/**
 * A device that signs in to an account for the first time. It gets a secret to be known by; its owner gets a letter, for it may
 * be somebody else's device.
 */
@Singleton
public class NewDevice {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm zzz", Locale.US).withZone(ZoneId.of("America/New_York"));

    private static final int LONGEST_NAME = 40;

    private final Mail mail;
    private final Clock clock;

    NewDevice(Mail mail, Clock clock) {
        this.mail = mail;
        this.clock = clock;
    }

    public static OpaqueToken token() {
        return OpaqueToken.of("gd1");
    }

    void tell(Account account, LoginRequest.Device device) {
        mail.post(new Letter(account.email(), "A new device signed in", """
                %s, somebody signed in to your Godo account on a device that it was not used on before: %s.

                If it was you, there is nothing to do. If it was not, choose another password: that ends every session.
                """.formatted(
                TIME.format(clock.instant()), device.name() == null ? "it has no name" : plain(device.name()))));
    }

    /** Somebody else may have chosen it, and it stands in a letter of ours: no address, no sentence. */
    private static String plain(String name) {
        var words = name.replaceAll("[^\\p{L}\\p{N} '()-]", " ").strip();
        return words.length() <= LONGEST_NAME ? words : words.substring(0, LONGEST_NAME) + "…";
    }
}
