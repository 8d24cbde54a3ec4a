package app.godo.users.session;

import static app.godo.wire.testing.Database.sql;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import app.godo.users.Newcomer;
import app.godo.users.secrets.OpaqueToken;
import app.godo.wire.testing.GodoServers;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import jakarta.inject.Inject;

@QuarkusTest
@WithTestResource(GodoServers.class)
class KeptSecretsTest {

    @Inject
    RedisDataSource redis;

    @Test
    @DisplayName("A-13 neither Postgres nor Redis holds a token that somebody presents")
    void no_token_is_kept() {
        var newcomer = Newcomer.joined();
        var first = newcomer.logIn();
        var second = first.refresh();
        var third = second.refresh();
        third.logOut("").statusCode(204);

        var kept = everythingKept();

        for (var session : List.of(first, second, third)) {
            for (var secret : List.of(session.refreshToken(), session.accessToken(), newcomer.password())) {
                // bytea shows as hexadecimal
                var hex = HexFormat.of().formatHex(secret.getBytes());
                assertThat(
                        kept.stream()
                                .filter(row -> row.contains(secret) || row.contains(hex))
                                .toList(),
                        is(empty()));
            }
        }
        // the search sees what is there
        var hash = HexFormat.of()
                .formatHex(new OpaqueToken(third.refreshToken()).hash().getBytes());
        assertThat(kept.stream().map(row -> row.contains(hash)).toList(), hasItem(true));
        assertThat(
                kept.stream().map(row -> row.equals(third.session().toString())).toList(), hasItem(true));
    }

    private List<String> everythingKept() {
        var kept = new ArrayList<String>();
        sql("select table_name from information_schema.tables where table_schema = 'users' and table_type = 'BASE TABLE'")
                .forEach(table -> sql("select to_jsonb(t)::text from users.%s t".formatted(table.getString(0)))
                        .forEach(row -> kept.add(row.getString(0))));
        for (var key : redis.key().keys("*")) {
            kept.add(key);
            switch (redis.key().type(key)) {
                case ZSET -> kept.addAll(redis.sortedSet(String.class).zrange(key, 0, -1));
                case HASH -> kept.add(redis.hash(String.class).hgetall(key).toString());
                default -> throw new AssertionError("look into " + key);
            }
        }
        return kept;
    }
}
