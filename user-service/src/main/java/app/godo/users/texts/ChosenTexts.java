package app.godo.users.texts;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Which way messages go, decided when the service starts. */
class ChosenTexts {

    @Produces
    @Singleton
    Texts texts(
            @ConfigProperty(name = "godo.mail.captured", defaultValue = "false") boolean captured,
            GatewayTexts gateway,
            CapturedTexts mail) {
        return captured ? mail : gateway;
    }
}
