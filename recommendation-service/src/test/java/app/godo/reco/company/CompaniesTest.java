package app.godo.reco.company;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

class CompaniesTest {

    private final UUID anna = UUID.randomUUID();
    private final UUID ben = UUID.randomUUID();
    private final UUID cleo = UUID.randomUUID();
    private final Questions questions = new Questions();
    private final Companies companies = new Companies(questions);

    /** The database, which answers when the test lets it. */
    private static final class Questions extends CompanyQuery {
        private final List<UniEmitter<? super Company>> asked = new ArrayList<>();

        private Questions() {
            super(null);
        }

        @Override
        Uni<Company> of(UUID userId) {
            return Uni.createFrom().emitter(asked::add);
        }

        private void answer(UUID... friends) {
            asked.getLast().complete(new Company(null, Set.of(friends), Map.of(), Map.of()));
        }
    }

    @Test
    void who_is_asked_for_again_at_once_is_remembered() {
        ask(anna);
        questions.answer(ben);

        ask(anna);

        assertEquals(1, questions.asked.size());
    }

    @Test
    void somebody_comes_or_goes_and_their_friends_are_asked_for_again_and_nobody_else() {
        ask(anna);
        questions.answer(ben);
        ask(cleo);
        questions.answer();

        companies.attendanceChanged(ben);
        ask(anna);
        ask(cleo);

        assertEquals(3, questions.asked.size());
    }

    @Test
    void what_is_told_of_a_friend_while_the_database_is_asked_is_not_missed() {
        ask(anna);
        companies.attendanceChanged(ben);
        questions.answer(ben);

        ask(anna);

        assertEquals(2, questions.asked.size());
    }

    @Test
    void what_is_told_of_others_meanwhile_does_not_matter() {
        ask(anna);
        companies.attendanceChanged(cleo);
        companies.friendshipChanged(ben, cleo);
        questions.answer(ben);

        ask(anna);

        assertEquals(1, questions.asked.size());
    }

    @Test
    void a_friendship_that_ends_while_the_database_is_asked_is_not_missed() {
        ask(anna);
        companies.friendshipChanged(cleo, anna);
        questions.answer(cleo);

        ask(anna);

        assertEquals(2, questions.asked.size());
    }

    @Test
    void friends_of_an_earlier_answer_are_forgotten_with_it() {
        ask(anna);
        questions.answer(ben, cleo);
        companies.friendshipChanged(anna, cleo);
        ask(anna);
        questions.answer(ben);

        companies.attendanceChanged(cleo);
        ask(anna);
        assertEquals(2, questions.asked.size());

        companies.attendanceChanged(ben);
        ask(anna);
        assertEquals(3, questions.asked.size());
    }

    private void ask(UUID person) {
        companies.of(person).subscribe().with(company -> {});
    }
}
