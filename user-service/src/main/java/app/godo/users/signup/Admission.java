package app.godo.users.signup;

import app.godo.users.person.Ages;
import app.godo.users.person.Emails;
import app.godo.users.person.Faults;
import app.godo.users.person.FullNames;
import app.godo.users.person.Neighborhoods;

import java.time.Clock;
import jakarta.inject.Singleton;

/** Whether a signup is one that can be. */
@Singleton
class Admission {

    private final SignupConfig config;
    private final Neighborhoods neighborhoods;
    private final Clock clock;

    Admission(SignupConfig config, Neighborhoods neighborhoods, Clock clock) {
        this.config = config;
        this.neighborhoods = neighborhoods;
        this.clock = clock;
    }

    void check(SignupRequest request) {
        var faults = new Faults();
        Emails.check(request.email(), faults);
        checkPassword(request.password(), faults);
        var age = Ages.today(request.birthDate(), clock);
        faults.when(
                age < config.minimumAge() || age > config.maximumAge(),
                "/birth_date",
                "age",
                "Godo is for people from %d to %d.".formatted(config.minimumAge(), config.maximumAge()));
        FullNames.check(request.fullName(), faults);
        neighborhoods.check(request.locationNeighborhood(), faults);
        faults.refuse();
    }

    private void checkPassword(String password, Faults faults) {
        var length = password.codePointCount(0, password.length());
        faults.when(
                        length < config.minimumPasswordLength(),
                        "/password",
                        "too-short",
                        "A password has at least %d characters.".formatted(config.minimumPasswordLength()))
                .when(
                        length > config.maximumPasswordLength(),
                        "/password",
                        "too-long",
                        "A password has at most %d characters.".formatted(config.maximumPasswordLength()));
    }
}
