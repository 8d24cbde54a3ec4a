package app.godo.events;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaMethodCall;

import java.util.Set;

/** Calls of some methods of a class. */
final class Calls {

    static DescribedPredicate<JavaMethodCall> of(Class<?> owner, String... methods) {
        var names = Set.of(methods);
        return DescribedPredicate.describe(
                owner.getSimpleName() + names,
                call -> call.getTargetOwner().isEquivalentTo(owner)
                        && names.contains(call.getTarget().getName()));
    }

    private Calls() {}
}
