package app.godo.notifications;

import app.godo.wire.testing.ServiceBoundaries;

class BoundariesTest extends ServiceBoundaries {

    BoundariesTest() {
        super("app.godo.notifications");
    }
}
