package app.godo.users.mail;

import app.godo.wire.rows.Transactions;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;

import jakarta.inject.Singleton;

/**
 * Letters of which it is still to be found out whether there is one. The answer does not wait for that: neither whether there is
 * one nor how long it takes shows in it. It waits for the database to be there at all, of which every asker learns the same.
 */
@Singleton
public class LaterMail {

    private static final String ARE_YOU_THERE = "select";

    private final Transactions transactions;
    private final Mail mail;

    LaterMail(Transactions transactions, Mail mail) {
        this.transactions = transactions;
        this.mail = mail;
    }

    /**
     * Posts the letter when there is one, null for none; whoever waits for one that could not be written asks again. Fails when
     * nothing can be found out now.
     */
    public Uni<Void> post(Uni<Letter> letter) {
        return transactions
                .sqlAsWorker(tx -> tx.query(ARE_YOU_THERE).execute())
                .invoke(() -> postLater(letter))
                .replaceWithVoid();
    }

    private void postLater(Uni<Letter> letter) {
        letter.onItem()
                .ifNotNull()
                .invoke(mail::post)
                .subscribe()
                .with(posted -> {}, failure -> Log.errorf(failure, "a letter was not written"));
    }
}
