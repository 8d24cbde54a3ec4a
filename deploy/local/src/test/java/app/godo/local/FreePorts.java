package app.godo.local;

import app.godo.servers.CannotStart;

import java.util.concurrent.ThreadLocalRandom;

/** A base port with all the fleet's ports free after it. */
final class FreePorts {
    private FreePorts() {}

    static int base() {
        for (int attempt = 0; attempt < 200; attempt++) {
            // below the range from which the kernel hands out ports of its own accord
            var plan = new PortPlan(ThreadLocalRandom.current().nextInt(12_000, 30_000));
            try {
                plan.requireFree();
                return plan.base();
            } catch (CannotStart taken) {
                // somebody else's; try others
            }
        }
        throw new IllegalStateException("no free ports");
    }
}
