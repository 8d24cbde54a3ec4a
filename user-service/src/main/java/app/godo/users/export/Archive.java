package app.godo.users.export;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A zip that grows: a README, and a file of JSON for each table, an array of its rows. JSON and no CSV: nothing in it is a formula
 * to any program that opens it. For one thread at a time, and a worker's.
 */
final class Archive {

    private static final ObjectMapper JSON = new ObjectMapper()
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private static final String README = """
            This is what Godo keeps of you.

            Each file schema/table.json holds the rows of one table that are yours, as an array of objects; an empty array means that
            there is nothing. Times are in ISO 8601, money in cents, ids are UUIDs. What is encrypted in our database is in clear here.
            Of other people there are ids that you know anyway, and nothing that is theirs. picture.jpg is the picture that your profile
            shows. Should something be damaged so that it cannot be decrypted, {"unreadable": true} stands in its place.

            Not in it:
            - your password and what proves who you are (tokens, codes): they are kept as hashes, from which nobody can read them;
            - your taste vector: a list of numbers that recommendation-service computes from your swipes, your attendance and the
              categories you chose, to order events for you. It means something only beside the model that made it, is replaced
              whenever that changes, is kept for at most seven days, and goes with your account. What it is computed from is here:
              swipes/, events/attendance.json, users/users.json (tastes). What was learnt of you in words, and what
              you said of it, is in reco/learned_preferences.json and reco/user_sensitivities.json;
            - copies that expire by themselves within days: decks of events that were dealt to you, answers kept to be repeated, counts
              of your requests.
            """;

    private static final String NO_PICTURE = """
            Your picture could not be read just now. Ask for another export in a while.
            """;

    private final SealedCells sealed;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8);
    private String open;
    private JsonGenerator array;

    Archive(SealedCells sealed) {
        this.sealed = sealed;
    }

    /**
     * Adds a row to the file of its table; all rows of a file come one after another.
     *
     * @param content an object in JSON, null for none yet
     */
    void add(String file, String content) throws IOException {
        if (!file.equals(open)) {
            closeFile();
            zip.putNextEntry(new ZipEntry(file + ".json"));
            array = JSON.createGenerator(zip);
            array.writeStartArray();
            open = file;
        }
        if (content != null) {
            var row = (ObjectNode) JSON.readTree(content);
            sealed.open(file, row);
            JSON.writeTree(array, row);
        }
    }

    /** The person's picture; null when it could not be read, which is said in its place. */
    void addPicture(byte[] jpeg) throws IOException {
        closeFile();
        zip.putNextEntry(new ZipEntry(jpeg == null ? "picture.txt" : "picture.jpg"));
        zip.write(jpeg == null ? NO_PICTURE.getBytes(StandardCharsets.UTF_8) : jpeg);
        zip.closeEntry();
    }

    /** All of it. */
    byte[] finished() throws IOException {
        closeFile();
        zip.putNextEntry(new ZipEntry("README.txt"));
        zip.write(README.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
        zip.close();
        return bytes.toByteArray();
    }

    private void closeFile() throws IOException {
        if (array != null) {
            array.writeEndArray();
            array.close();
            zip.closeEntry();
            array = null;
        }
    }
}
