package app.godo.journeys;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Redis, asked in its own protocol (RESP2). Strings are bytes there, and here characters up to 255. */
final class Redis implements AutoCloseable {

    private final Socket socket;
    private final InputStream in;

    /** @param address with scheme, as {@code Fleet.redis()} has it */
    Redis(String address) {
        var uri = URI.create(address);
        try {
            socket = new Socket(uri.getHost(), uri.getPort());
            in = new BufferedInputStream(socket.getInputStream());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The one answer of a command: null when there is none. */
    String word(String... command) {
        return (String) ask(command);
    }

    /** All words of an answer that is a list, or a list of lists. */
    List<String> words(String... command) {
        return flat(ask(command)).toList();
    }

    List<String> keys() {
        return words("KEYS", "*");
    }

    /** All that is kept at a key. */
    List<String> contentOf(String key) {
        return switch (word("TYPE", key)) {
            case "string" -> words("GET", key);
            case "hash" -> words("HGETALL", key);
            case "set" -> words("SMEMBERS", key);
            case "list" -> words("LRANGE", key, "0", "-1");
            case "zset" -> words("ZRANGE", key, "0", "-1");
            case "stream" -> words("XRANGE", key, "-", "+");
            case "none" -> List.of(); // it has expired in between
            case String other -> throw new AssertionError("%s is a %s".formatted(key, other));
        };
    }

    private static Stream<String> flat(Object answer) {
        return switch (answer) {
            case null -> Stream.empty();
            case List<?> several -> several.stream().flatMap(Redis::flat);
            default -> Stream.of((String) answer);
        };
    }

    private Object ask(String... command) {
        var text = new StringBuilder("*%d\r\n".formatted(command.length));
        for (var word : command) {
            text.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
        }
        try {
            socket.getOutputStream().write(text.toString().getBytes(StandardCharsets.ISO_8859_1));
            return answer();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Object answer() throws IOException {
        var head = line();
        var rest = head.substring(1);
        return switch (head.charAt(0)) {
            case '+', ':' -> rest;
            case '$' -> rest.equals("-1") ? null : bytes(Integer.parseInt(rest));
            case '*' -> {
                var several = new ArrayList<>();
                for (var i = 0; i < Integer.parseInt(rest); i++) {
                    several.add(answer());
                }
                yield several;
            }
            default -> throw new AssertionError(head);
        };
    }

    private String bytes(int length) throws IOException {
        var text = new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
        in.skipNBytes(2);
        return text;
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (var next = in.read(); next != '\r'; next = in.read()) {
            line.append((char) next);
        }
        in.skipNBytes(1);
        return line.toString();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
