package app.godo.users.mail;

import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;

import jakarta.inject.Singleton;

/**
 * Letters of which it is still to be found out whether there is one. The answer does not wait for that: neither whether there is
 * one nor how long it takes shows in it.
 */
@Singleton
public class LaterMail {

    private final Mail mail;

    LaterMail(Mail mail) {
        this.mail = mail;
    }

    /** Posts the letter when there is one, null for none; whoever waits for one that could not be written asks again. */
    public void post(Uni<Letter> letter) {
        letter.onItem()
                .ifNotNull()
                .invoke(mail::post)
                .subscribe()
                .with(posted -> {}, failure -> Log.errorf(failure, "a letter was not written"));
    }
}
