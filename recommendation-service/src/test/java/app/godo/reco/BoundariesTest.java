package app.godo.reco;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.mutiny.Uni;
import org.junit.jupiter.api.Test;

class BoundariesTest {

    private static final JavaClasses SERVICE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("app.godo.reco");

    @Test
    void transactions_open_at_the_one_door_only() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveNameMatching(
                        ".*\\.(Pool|PgPool|SessionFactory|Panache|PanacheEntityBase|WithTransaction|WithSession)")
                .check(SERVICE);
    }

    @Test
    void features_do_not_depend_on_one_another_in_circles() {
        slices().matching("app.godo.reco.(*)..").should().beFreeOfCycles().check(SERVICE);
    }

    @Test
    void nothing_depends_on_the_feed() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..reco.feed..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..reco.feed..")
                .check(SERVICE);
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
                .check(SERVICE);
    }

    @Test
    void names_say_what_things_are() {
        noClasses()
                .should()
                .haveNameMatching(".*(Dto|Impl|Manager|Helper|Util|Utils|Service)$")
                .check(SERVICE);
    }

    @Test
    void nobody_waits_on_the_event_loop() {
        noClasses()
                .should()
                .callMethod(Uni.class, "await")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .check(SERVICE);
    }
}
