package app.godo.notifications;

import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.LettingGo;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@WithTestResource(GodoServers.class)
@TestProfile(LettingGo.OnItsOwn.class)
class StoppingTest extends LettingGo {}
