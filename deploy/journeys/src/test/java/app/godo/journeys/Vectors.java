package app.godo.journeys;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** What recommendation-service keeps of a person in Redis, asked in Redis' own protocol (RESP2). */
final class Vectors {

    /** What all swipes of a person add up to. */
    record Sum(long score, long likes, long evidence) {}

    /** How many swipes a person's vector holds, 0 when there is none. */
    static long swipesLearnt(String redis, String user) {
        return field(redis, user, "n");
    }

    /** The three sums, which recommendation-service packs into one number: score · 2^40 + likes · 2^20 + evidence. */
    static Sum sum(String redis, String user) {
        long packed = field(redis, user, "all");
        return new Sum(packed >> 40, packed >> 20 & 0xF_FFFF, packed & 0xF_FFFF);
    }

    private static long field(String redis, String user, String field) {
        var address = URI.create(redis);
        try (var socket = new Socket(address.getHost(), address.getPort())) {
            var command = "HGET {%s}:taste %s\r\n".formatted(user, field);
            socket.getOutputStream().write(command.getBytes(StandardCharsets.UTF_8));
            var answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            var header = answer.readLine();
            if (header.startsWith("-")) {
                throw new AssertionError(header);
            }
            return header.equals("$-1") ? 0 : Long.parseLong(answer.readLine());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Vectors() {}
}
