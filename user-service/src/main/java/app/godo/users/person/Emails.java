package app.godo.users.person;

import java.util.regex.Pattern;

/** What can be a mailbox. Only a letter that arrives proves one; this keeps out what no letter can reach. */
public final class Emails {

    private static final int LONGEST = 255;

    /**
     * Nothing that can be read in two ways, or one mailbox would have many accounts: quotes and comments write it in many ways,
     * brackets and commas hide it among others. A domain beyond ASCII is written as its {@code xn--} form, and in no other way.
     */
    private static final Pattern MAILBOX = Pattern.compile(
            "[^@\\s\\p{Cntrl}\\p{Cf}\\p{Cs}<>()\\[\\],;:\"\\\\]{1,64}@[a-zA-Z0-9-]+(\\.[a-zA-Z0-9-]+)+",
            Pattern.UNICODE_CHARACTER_CLASS);

    public static boolean wellFormed(String email) {
        return email.length() <= LONGEST && MAILBOX.matcher(email).matches();
    }

    /** Notes an e-mail that cannot be one. */
    public static void check(String email, Faults faults) {
        faults.when(!wellFormed(email), "/email", "email", "This is not an e-mail address.");
    }

    private Emails() {}
}
