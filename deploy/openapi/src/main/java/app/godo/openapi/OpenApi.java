package app.godo.openapi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code ./godo openapi}: writes the document of the code where the gateway serves it from. */
public final class OpenApi {

    /** The document, within a checkout. */
    static final Path COMMITTED = Path.of("gateway/src/main/resources/openapi.json");

    /** Needs the project's root folder in the system property {@code godo.root}. */
    public static void main(String[] arguments) throws IOException {
        var file = root().resolve(COMMITTED);
        var document = Document.of(root());
        if (Files.exists(file) && Files.readString(file).equals(document)) {
            System.out.println(COMMITTED + " is as the code is");
            return;
        }
        Files.writeString(file, document);
        System.out.println(COMMITTED + " is written anew: read the difference before you commit it");
    }

    static Path root() {
        return Path.of(System.getProperty("godo.root"));
    }

    private OpenApi() {}
}
