package app.godo.users.credentials;

import app.godo.users.credentials.ConfirmPassword.Confirmed;
import app.godo.users.credentials.ReplacePassword.Choice;
import app.godo.users.credentials.ReplacePassword.Occasion;
import app.godo.users.credentials.ReplacePassword.Owner;
import app.godo.wire.caller.AccessToken;
import app.godo.wire.problem.Refusal;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

import jakarta.inject.Singleton;

/** Another password for who knows the one there is. Every other session ends. */
@Singleton
class ChangePassword {

    private final ConfirmPassword confirmPassword;
    private final ReplacePassword replacePassword;

    ChangePassword(ConfirmPassword confirmPassword, ReplacePassword replacePassword) {
        this.confirmPassword = confirmPassword;
        this.replacePassword = replacePassword;
    }

    Uni<Void> handle(AccessToken caller, String current, String next) {
        return confirmPassword
                .handle(caller, current)
                .chain(person -> replacePassword.handle(
                        new Owner(person.id(), person.email(), person.fullName()),
                        new Choice(next, "/new_password"),
                        new Occasion("changed", caller.sessionId(), null, null),
                        tx -> stillHolds(tx, person)));
    }

    private Uni<Void> stillHolds(SqlConnection tx, Confirmed person) {
        return confirmPassword
                .stillHolds(tx, person)
                .invoke(holds -> Refusal.when(!holds, WrongPassword::new))
                .replaceWithVoid();
    }
}
