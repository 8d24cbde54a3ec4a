package app.godo.users.phone;

import app.godo.users.credentials.ConfirmPassword;
import app.godo.wire.caller.AccessToken;
import app.godo.wire.caller.SecurityLog;
import app.godo.wire.problem.NotFound;
import app.godo.wire.problem.Refusal;
import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.inject.Singleton;

/** Forgets a number, and the code that may be on its way; how many codes were sent is not forgotten with it. */
@Singleton
class ForgetPhone {

    private static final String FORGET = """
            with code as (delete from phone_codes where user_id = $1)
            delete from phones where user_id = $1""";

    private final ConfirmPassword confirmPassword;
    private final Transactions transactions;
    private final SecurityLog securityLog;

    ForgetPhone(ConfirmPassword confirmPassword, Transactions transactions, SecurityLog securityLog) {
        this.confirmPassword = confirmPassword;
        this.transactions = transactions;
        this.securityLog = securityLog;
    }

    Uni<Void> handle(AccessToken caller, String currentPassword) {
        return confirmPassword
                .handle(caller, currentPassword)
                .chain(person -> transactions.sqlAsWorker(tx -> confirmPassword
                        .stillHolds(tx, person)
                        .invoke(holds -> Refusal.when(!holds, () -> new NotFound("user")))
                        .chain(() -> tx.preparedQuery(FORGET).execute(Tuple.of(person.id())))
                        .invoke(forgotten ->
                                Refusal.when(forgotten.rowCount() == 0, () -> new NotFound("phone number")))))
                .invoke(() -> securityLog.note("phone-forgotten", caller.userId(), caller.sessionId(), null))
                .replaceWithVoid();
    }
}
