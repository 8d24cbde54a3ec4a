package app.godo.users;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import app.godo.wire.testing.ServiceBoundaries;
import org.junit.jupiter.api.Test;

class BoundariesTest extends ServiceBoundaries {

    BoundariesTest() {
        super("app.godo.users");
    }

    @Test
    void only_passwords_know_how_they_are_hashed_and_only_secrets_how_columns_are_sealed() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..passwords")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("de.mkammerer..")
                .check(service);
        noClasses()
                .that()
                .resideOutsideOfPackage("..secrets")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.google.crypto..")
                .check(service);
    }
}
