package app.godo.swipes;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import app.godo.wire.testing.ServiceBoundaries;
import org.junit.jupiter.api.Test;

class BoundariesTest extends ServiceBoundaries {

    BoundariesTest() {
        super("app.godo.swipes");
    }

    @Test
    void features_do_not_know_each_other() {
        slices().matching("app.godo.swipes.(*)..")
                .should()
                .notDependOnEachOther()
                .check(service);
    }
}
