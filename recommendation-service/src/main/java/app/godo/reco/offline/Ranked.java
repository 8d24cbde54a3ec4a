package app.godo.reco.offline;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes ranked lists as the scorer reads them. */
final class Ranked {

    private Ranked() {}

    static void write(Path out, World world, int[] users, int[][] lists) throws IOException {
        try (BufferedWriter writer = Files.newBufferedWriter(out)) {
            for (var n = 0; n < users.length; n++) {
                writer.write(world.people.name(users[n]));
                writer.write('\t');
                for (var at = 0; at < lists[n].length; at++) {
                    if (at > 0) {
                        writer.write(',');
                    }
                    writer.write(world.things.name(lists[n][at]));
                }
                writer.newLine();
            }
        }
    }
}
