package app.godo.gateway;

import static app.godo.gateway.TheGateway.someone;
import static org.hamcrest.Matchers.is;

import app.godo.gateway.forwarding.BrokenForwarding;
import app.godo.wire.testing.GodoServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.util.Set;

@QuarkusTest
@TestProfile(OurOwnBugsTest.Broken.class)
@WithTestResource(GodoServers.class)
@WithTestResource(EchoServices.class)
class OurOwnBugsTest {

    public static class Broken implements QuarkusTestProfile {
        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(BrokenForwarding.class);
        }
    }

    @Test
    @DisplayName("A-45: a bug is a 500 that says nothing of itself, and nobody waits for ever")
    void a_bug_is_a_500() {
        someone()
                .get("/api/v1/users/profile")
                .then()
                .statusCode(500)
                .contentType("application/problem+json")
                .body("code", is("internal-error"))
                .body("detail", is("Something went wrong on our side."));
    }
}
