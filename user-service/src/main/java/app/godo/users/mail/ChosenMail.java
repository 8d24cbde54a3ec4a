package app.godo.users.mail;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Which letterbox it is, decided when the service starts. */
class ChosenMail {

    @Produces
    @Singleton
    Mail mail(MailConfig config, SmtpMail smtp, CapturedMail captured) {
        return config.captured() ? captured : smtp;
    }
}
