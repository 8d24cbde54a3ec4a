package app.godo.reco.offline;

import static app.godo.wire.testing.Database.sql;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import app.godo.reco.Gathering;
import app.godo.reco.Swipes;
import app.godo.wire.facts.Direction;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Person;
import app.godo.wire.time.Ids;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.UUID;
import jakarta.inject.Inject;

@QuarkusTest
@WithTestResource(GodoServers.class)
class JudgingTheFleetTest {

    private final String policy = "model-" + UUID.randomUUID();

    @Inject
    @ConfigProperty(name = "godo.postgres")
    String postgres;

    @Inject
    @ConfigProperty(name = "godo.database")
    String database;

    @Inject
    @ConfigProperty(name = "godo.database-password")
    String password;

    @Test
    @DisplayName("F-18: what the fleet logged judges how it finds out what people like")
    void the_fleets_own_log_judges() throws Exception {
        var one = Person.joined();
        var other = Person.joined();
        var published = Gathering.published(Gathering.of("music"), Gathering.of("music"));
        var liked = published.getFirst();
        var disliked = published.getLast();
        shown(one, liked.id(), 0.5, 4);
        shown(one, disliked.id(), 0.2, 10);
        shown(other, liked.id(), 1, 1);
        Swipes.kept(Swipes.swipe(one, liked.id(), Direction.RIGHT, Instant.now()));
        Swipes.kept(Swipes.swipe(one, disliked.id(), Direction.LEFT, Instant.now()));

        var judged = LiveImpressions.read(
                        "jdbc:postgresql://%s/%s".formatted(postgres, database), "godo_reco", password, 1)
                .policies()
                .stream()
                .filter(found -> found.id().equals(policy))
                .findFirst()
                .orElseThrow();

        assertThat(OffPolicy.of(judged.shown()).naive().value()).isCloseTo(1 / 3.0, within(1e-9));
        // the one dealt by rank had no part in it: weights of a quarter over a half, and a tenth over a fifth
        assertThat(judged.explored()).hasSize(2);
        assertThat(OffPolicy.of(judged.explored()).ips().value()).isCloseTo(0.25, within(1e-6));
    }

    private void shown(Person person, UUID event, double propensity, int among) {
        sql("""
                insert into reco.impressions (id, user_id, event_id, deck_id, position, policy_id, propensity, among)
                values ($1, $2, $3, $4, 0, $5, $6, $7)""", Ids.next(), person.id(), event, Ids.next(), policy, (float) propensity, (short) among);
    }
}
