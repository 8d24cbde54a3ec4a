package app.godo.pictures;

import app.godo.wire.testing.ServiceBoundaries;

class BoundariesTest extends ServiceBoundaries {

    BoundariesTest() {
        super("app.godo.pictures");
    }
}
