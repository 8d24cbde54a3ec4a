package app.godo.social;

import app.godo.wire.testing.ServiceBoundaries;

class BoundariesTest extends ServiceBoundaries {

    BoundariesTest() {
        super("app.godo.social");
    }
}
