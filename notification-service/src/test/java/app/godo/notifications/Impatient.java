package app.godo.notifications;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

import java.util.Map;

/** The same limits as always, reached sooner; only Redis may take longer, on machines that do other things besides. */
public class Impatient implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        return Map.of(
                "godo.auth.clock-skew", "1s",
                "godo.realtime.history", "300",
                "godo.realtime.sign-in", "1s",
                "godo.realtime.patience", "2s",
                "godo.realtime.redis-patience", "4s",
                "godo.realtime.sockets-per-person", "3",
                "godo.telling.settling", "2s",
                "godo.telling.reminders-every", "1s");
    }

    @Override
    public void stop() {}
}
