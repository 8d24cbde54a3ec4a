package app.godo.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Who may touch what in Redis: a user a service, for its own keys; none looks at all keys or does what is the operator's. The file
 * is one of Redis 7; Kubernetes and the containers put passwords in it ({@code secrets.sh}).
 */
final class RedisUsers {

    private static final String FILE = "redis-users.acl";

    /** As Redis 6.2 takes it, which knows no key that may only be read. On the loopback address nobody has a password. */
    static List<String> ofThisMachine() {
        try (var file = RedisUsers.class.getResourceAsStream(FILE)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("%R~", "~")
                    .lines()
                    .toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private RedisUsers() {}
}
