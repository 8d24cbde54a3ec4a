package app.godo.reco;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import app.godo.wire.testing.ServiceBoundaries;
import org.junit.jupiter.api.Test;

class BoundariesTest extends ServiceBoundaries {

    BoundariesTest() {
        super("app.godo.reco");
    }

    @Test
    void nothing_depends_on_the_feed() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..reco.feed..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..reco.feed..")
                .check(service);
    }

    @Test
    void the_feed_keeps_its_classes_to_itself() {
        classes()
                .that()
                .resideInAPackage("..reco.feed..")
                .and()
                .areTopLevelClasses()
                .should()
                .notBePublic()
                .check(service);
    }
}
