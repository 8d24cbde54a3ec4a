package app.godo.users.signup;

import app.godo.users.passwords.PasswordRules;
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
    private final PasswordRules passwords;
    private final Neighborhoods neighborhoods;
    private final Clock clock;

    Admission(SignupConfig config, PasswordRules passwords, Neighborhoods neighborhoods, Clock clock) {
        this.config = config;
        this.passwords = passwords;
        this.neighborhoods = neighborhoods;
        this.clock = clock;
    }

    void check(SignupRequest request) {
        var faults = new Faults();
        Emails.check(request.email(), faults);
        passwords.check(request.password(), "/password", request.email(), request.fullName(), faults);
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
}
