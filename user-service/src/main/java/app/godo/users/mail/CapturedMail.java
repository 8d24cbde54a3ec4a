package app.godo.users.mail;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

/** Keeps the last letters instead of delivering them: for a developer's machine, where nobody has a mailbox. */
@Singleton
@Typed(CapturedMail.class)
class CapturedMail implements Mail {

    private static final int MOST = 500;

    private final Deque<Letter> letters = new ArrayDeque<>();

    @Override
    public synchronized void post(Letter letter) {
        if (letters.size() == MOST) {
            letters.removeLast();
        }
        letters.addFirst(letter);
    }

    /** The letters to this mailbox, the latest first. */
    synchronized List<Letter> to(String email) {
        return letters.stream()
                .filter(letter -> letter.to().equalsIgnoreCase(email))
                .toList();
    }
}
