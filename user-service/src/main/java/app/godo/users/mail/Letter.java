package app.godo.users.mail;

/** One letter to one person, in plain text. */
public record Letter(String to, String subject, String text) {

    /** Neither the person nor the secret in the text: what is printed may be kept. */
    @Override
    public String toString() {
        return "Letter[%s]".formatted(subject);
    }
}
