package app.godo.users.mail;

import io.quarkus.logging.Log;
import io.quarkus.mailer.Mailer;

import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

/** Delivers by SMTP, as {@code quarkus.mailer.*} says. */
@Singleton
@Typed(SmtpMail.class)
class SmtpMail implements Mail {

    private final Event<Letter> posted;
    private final Mailer mailer;

    SmtpMail(Event<Letter> posted, Mailer mailer) {
        this.posted = posted;
        this.mailer = mailer;
    }

    @Override
    public void post(Letter letter) {
        posted.fireAsync(letter);
    }

    void deliver(@ObservesAsync Letter letter) {
        try {
            mailer.send(io.quarkus.mailer.Mail.withText(letter.to(), letter.subject(), letter.text()));
        } catch (RuntimeException undelivered) {
            // a mail server's words may name the person
            Log.errorf(
                    "%s was not delivered: %s", letter, undelivered.getClass().getName());
            Log.debug("not delivered", undelivered);
        }
    }
}
