package app.godo.users.texts;

/** One message to one phone. */
public record Text(String to, String words) {

    /** Neither the number nor the secret in it: what is printed may be kept. */
    @Override
    public String toString() {
        return "Text";
    }
}
